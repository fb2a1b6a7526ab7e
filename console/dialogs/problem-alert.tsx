import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import type { ChangeProblemFragment, RotationProgressFragment } from '../generated/graphql.ts'
import { PROBLEM_HEADERS, ProblemText } from './problem-text.tsx'

/** What a reader can do after a problem. */
export interface NextSteps {
  /** Sends another dry run. */
  readonly checkAgain: () => void
  /** Begins another change. */
  readonly startOver: () => void
  readonly follow: (request: RotationProgressFragment) => void
  readonly editReason: () => void
}

export interface ProblemAlertProps {
  readonly problem: ChangeProblemFragment
  readonly steps: NextSteps
}

/** Why the change was not made, with the next step. */
export function ProblemAlert({ problem, steps }: ProblemAlertProps) {
  return (
    <Alert
      type="error"
      header={PROBLEM_HEADERS[problem.kind] ?? 'The change was not made.'}
      action={<NextStep problem={problem} steps={steps} />}
    >
      <ProblemText problem={problem} />
    </Alert>
  )
}

function NextStep({ problem, steps: { checkAgain, startOver, follow, editReason } }: ProblemAlertProps) {
  const { kind } = problem
  if (kind === 'KeyNotFoundError' || kind === 'OnDemandQuotaExceededError') return null
  if (kind === 'ReasonRequiredError') return <Button onClick={editReason}>Edit the reason</Button>
  if (kind === 'IdempotencyConflictError' || kind === 'PreconditionFailedError')
    return <Button onClick={startOver}>Start over</Button>
  const running = kind === 'RotationInProgressError' ? problem.request : null
  if (running) return <Button onClick={() => follow(running)}>Follow the rotation</Button>
  return <Button onClick={checkAgain}>Check again</Button>
}
