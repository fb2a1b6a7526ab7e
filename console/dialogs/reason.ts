const MAX_LENGTH = 256

/** Why a reason would be rejected. Undefined if the gateway accepts it. @param pattern `gateway.requiredReason` */
export function reasonProblem(typed: string, pattern: string | null | undefined): string | undefined {
  const reason = typed.trim()
  if (reason.length > MAX_LENGTH) return `Shorten the reason to ${MAX_LENGTH} characters.`
  if (!pattern || new RegExp(pattern, 'u').test(reason)) return undefined
  return reason === '' ? 'Enter a reason.' : 'Enter a reason that matches the pattern.'
}
