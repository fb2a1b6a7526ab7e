import Box from '@cloudscape-design/components/box'
import Spinner from '@cloudscape-design/components/spinner'
import type { ReactNode } from 'react'
import type { NewestAnswer } from '../gateway/use-answer.ts'
import { isUnreachable } from '../gateway/reachability.ts'
import { FailureAlert } from './failure-alert.tsx'

export interface AnswerViewProps<Data> {
  readonly answer: Pick<NewestAnswer<Data>, 'data' | 'failure' | 'reload'>
  /** What is loaded, for `The keys are loading.` and `The keys could not be loaded.`: `The keys`. */
  readonly noun: string
  /** Whether the noun is plural. @default true */
  readonly isPlural?: boolean
  readonly children: (data: Data) => ReactNode
}

/**
 * Shows an answer in each of its states: before the first one, after a failure without data, and with data. If a later request
 * fails, the data stays with the error above it. The shell of the console says when the gateway cannot be reached.
 */
export function AnswerView<Data>({ answer, noun, isPlural = true, children }: AnswerViewProps<Data>) {
  const { data, failure, reload } = answer
  const alert = failure && (
    <FailureAlert header={`${noun} could not be loaded.`} failure={failure} retry={reload} />
  )
  if (data === undefined)
    return (
      alert ?? (
        <Box textAlign="center" padding="xxl" color="text-status-inactive">
          <Spinner /> <output>{`${noun} ${isPlural ? 'are' : 'is'} loading.`}</output>
        </Box>
      )
    )
  return (
    <>
      {failure && !isUnreachable(failure) && alert}
      {children(data)}
    </>
  )
}
