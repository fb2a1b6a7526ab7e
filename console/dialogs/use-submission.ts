import { useMutation } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { GatewayError } from '../../client/index.ts'
import { answers } from '../gateway/answers.ts'
import { RETRY_MS } from '../gateway/use-answer.ts'
import type { ChangeProblemFragment, RotationSettingFragment } from '../generated/graphql.ts'
import { followRequest } from './followed-request.ts'
import { sendChange } from './send-change.ts'
import type { ChangeResult } from './send-change.ts'
import { editChange, endChange } from './stored-change.ts'
import type { ChangeAddress, StoredChange } from './stored-change.ts'

export interface Submission {
  /** Why the change was not made, or is not known to be made. */
  readonly problem: ChangeProblemFragment | undefined
  /** Why the gateway rejected the request. */
  readonly failure: Error | undefined
  /** Why the last answer did not arrive, while the change is sent again with the same idempotency key. */
  readonly interruption: Error | undefined
  /** Removes the problem and the failure. */
  readonly clear: () => void
}

/**
 * Sends the change once it is marked as sent, also after a reload, until there is an answer. Then ends the change, or marks it as
 * not sent if it was not made.
 */
export function useSubmission(
  address: ChangeAddress,
  change: StoredChange,
  onMade: (setting: RotationSettingFragment) => void,
): Submission {
  const [problem, setProblem] = useState<ChangeProblemFragment>()
  const editAgain = () => editChange(address, { isSent: false, isOpen: true })
  const { mutate, error, failureReason, reset } = useMutation<ChangeResult>({
    mutationFn: async () => sendChange(address, change),
    networkMode: 'always',
    retry: (_, error) => error instanceof GatewayError && error.isRetryable,
    retryDelay: RETRY_MS,
    onSuccess(result) {
      const isRotation = result.kind === 'RotateKeyOnDemandPayload' || result.kind === 'OutcomeUnknownError'
      if (isRotation && result.request) followRequest(address.arn, result.request)
      else if ('hasChanged' in result) {
        if (result.change?.after) onMade(result.change.after)
      } else if ('message' in result) {
        setProblem(result)
        return editAgain()
      }
      endChange(address)
      return answers.invalidateQueries()
    },
    onError: editAgain,
  })
  const { isSent } = change
  useEffect(() => {
    if (isSent) mutate()
  }, [isSent, mutate])
  return {
    problem: isSent ? undefined : problem,
    failure: isSent ? undefined : (error ?? undefined),
    interruption: isSent ? (failureReason ?? undefined) : undefined,
    clear() {
      setProblem(undefined)
      reset()
    },
  }
}
