import { FollowDocument } from '../generated/graphql.ts'
import type { ProgressFragment, RotationRequestStatus } from '../generated/graphql.ts'
import { element } from './element.ts'
import { timeElement } from './format.ts'
import { messageOf } from './notice.ts'
import type { SubscriptionClient } from './subscription-client.ts'

export interface ProgressOptions {
  readonly request: ProgressFragment
  readonly subscriptions: SubscriptionClient
  readonly signal: AbortSignal
  /** Called when the request has its final status. */
  readonly onEnd: (request: ProgressFragment) => void
}

const FINAL_STATUSES: readonly RotationRequestStatus[] = ['COMPLETED', 'FAILED', 'TIMED_OUT']

export const isFinished = ({ status }: ProgressFragment): boolean => FINAL_STATUSES.includes(status)

/** Shows the progress of a rotation request until the request has its final status. */
export function showProgress({ request, subscriptions, signal, onEnd }: ProgressOptions): HTMLElement {
  const container = element('div', { class: 'progress', role: 'status' })

  async function follow(): Promise<void> {
    container.replaceChildren(...stepsOf(request))
    if (isFinished(request)) return
    try {
      // Each connection begins with the current status of the request, so no cursor is needed.
      for await (const { rotationRequest } of subscriptions.subscribe(
        FollowDocument,
        () => ({ id: request.id }),
        signal,
      )) {
        container.replaceChildren(...stepsOf(rotationRequest))
        if (isFinished(rotationRequest)) return onEnd(rotationRequest)
      }
    } catch (error) {
      container.append(element('p', { class: 'problem' }, messageOf(error)))
    }
  }

  void follow()
  return container
}

function stepsOf({ status, requestedAt, startedAt, completedAt, error }: ProgressFragment) {
  const steps = [
    { name: 'Requested', at: requestedAt, isDone: true },
    { name: 'Running', at: startedAt, isDone: status === 'IN_PROGRESS' || status === 'COMPLETED' },
    { name: 'Complete', at: completedAt, isDone: status === 'COMPLETED' },
  ]
  const current = steps.findLastIndex(({ isDone }) => isDone)
  return [
    element(
      'ol',
      { class: 'steps' },
      ...steps.map(({ name, at, isDone }, index) =>
        element(
          'li',
          { class: isDone ? 'done' : undefined, 'aria-current': index === current ? 'step' : undefined },
          element('span', { class: 'step' }, name),
          at ? timeElement(at) : element('span', { class: 'below' }, '\u00a0'),
        ),
      ),
    ),
    element('p', { class: status === 'FAILED' ? 'problem' : 'below' }, error?.message ?? STATUS_TEXT[status]),
  ]
}

const STATUS_TEXT: Readonly<Record<RotationRequestStatus, string>> = {
  REQUESTED: 'KMS accepted the request. A rotation takes from seconds to minutes.',
  IN_PROGRESS: 'KMS is rotating the key.',
  COMPLETED: 'KMS encrypts with the new key material.',
  FAILED: 'The key was not rotated.',
  OUTCOME_UNKNOWN:
    'KMS did not respond. The gateway does not send the request again. It reads the key until it knows the outcome.',
  TIMED_OUT: 'The rotation did not complete in time. It may still complete.',
}
