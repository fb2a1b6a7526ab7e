import { FollowDocument } from '../generated/graphql.ts'
import type { ProgressFragment, RotationRequestStatus } from '../generated/graphql.ts'
import { element } from './element.ts'
import type { Live } from './live.ts'
import { messageOf } from './notice.ts'
import { clockOf } from './words.ts'

export interface ProgressOptions {
  readonly request: ProgressFragment
  readonly live: Live
  readonly signal: AbortSignal
  /** It will not change any more. */
  readonly onEnd: (request: ProgressFragment) => void
}

const FINAL: readonly RotationRequestStatus[] = ['COMPLETED', 'FAILED', 'TIMED_OUT']

export const isOver = ({ status }: ProgressFragment): boolean => FINAL.includes(status)

/** A rotation that was asked for, on its way to the end. */
export function showProgress({ request, live, signal, onEnd }: ProgressOptions): HTMLElement {
  const place = element('div', { class: 'progress', role: 'status' })

  async function follow(): Promise<void> {
    place.replaceChildren(...stepsOf(request))
    if (isOver(request)) return
    try {
      // Each connection begins with the request as it is: there is nothing to resume from.
      for await (const { rotationRequest } of live.follow(
        FollowDocument,
        () => ({ id: request.id }),
        signal,
      )) {
        place.replaceChildren(...stepsOf(rotationRequest))
        if (isOver(rotationRequest)) return onEnd(rotationRequest)
      }
    } catch (error) {
      place.append(element('p', { class: 'problem' }, messageOf(error)))
    }
  }

  void follow()
  return place
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
          at ? clockOf(at) : element('span', { class: 'below' }, '\u00a0'),
        ),
      ),
    ),
    element('p', { class: status === 'FAILED' ? 'problem' : 'below' }, error?.message ?? SAID[status]),
  ]
}

const SAID: Readonly<Record<RotationRequestStatus, string>> = {
  REQUESTED: 'KMS has accepted it. It takes from seconds to minutes.',
  IN_PROGRESS: 'KMS is rotating the key.',
  COMPLETED: 'KMS encrypts with the new key material.',
  FAILED: 'Nothing was rotated.',
  OUTCOME_UNKNOWN: 'No answer came from KMS. It was not asked again; the key is being looked at.',
  TIMED_OUT: 'It was not seen to complete in time. It may still do so.',
}
