import Box from '@cloudscape-design/components/box'
import LiveRegion from '@cloudscape-design/components/live-region'
import Spinner from '@cloudscape-design/components/spinner'
import { FailureAlert } from '../parts/failure-alert.tsx'
import { ForecastText } from './forecast.tsx'
import { ProblemAlert } from './problem-alert.tsx'
import type { NextSteps } from './problem-alert.tsx'
import type { Forecast } from './use-forecast.ts'

export interface ForecastViewProps {
  readonly forecast: Forecast
  readonly steps: NextSteps
}

/** What the dry run has found. */
export function ForecastView({ forecast: { result, failure }, steps }: ForecastViewProps) {
  if (failure)
    return <FailureAlert header="The key could not be checked." failure={failure} retry={steps.checkAgain} />
  if (!result)
    return (
      <Box color="text-status-inactive">
        <Spinner /> <output>The gateway is checking what the change will do.</output>
      </Box>
    )
  if ('message' in result) return <ProblemAlert problem={result} steps={steps} />
  return (
    <LiveRegion>
      <ForecastText payload={result} />
    </LiveRegion>
  )
}
