import type { InputIssue } from '../errors/operation-errors.ts'

const MAX_REASON_LENGTH = 256

/** The problems of the reason of a change. */
export function reasonIssues({
  reason,
}: {
  readonly reason?: string | null | undefined
}): readonly InputIssue[] {
  if (typeof reason !== 'string' || reason.length <= MAX_REASON_LENGTH) return []
  return [
    {
      path: ['input', 'reason'],
      message: `The reason has ${reason.length} characters. Shorten it to at most ${MAX_REASON_LENGTH} characters.`,
    },
  ]
}
