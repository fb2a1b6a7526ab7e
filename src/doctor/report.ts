import { isMissing } from './check.ts'
import type { Check } from './check.ts'

/** One JSON object: `ok`, and the checks in order. */
export function jsonReport(checks: readonly Check[]): string {
  return `${JSON.stringify({ ok: !checks.some(isMissing), checks }, undefined, 2)}\n`
}

/** Lines for people, with a heading for each account and Region. Successes without details share a line. */
export function textReport(checks: readonly Check[]): string {
  const lines: string[] = []
  let heading: string | undefined
  for (const check of checks) {
    const next = headingOf(check)
    if (next !== heading && next !== '') lines.push('', next)
    heading = next
    const last = lines.at(-1)
    const isPlain = check.result === 'OK' && check.detail === ''
    if (isPlain && last?.startsWith(PLAIN)) lines[lines.length - 1] = `${last}, ${check.subject}`
    else lines.push(isPlain ? PLAIN + check.subject : lineOf(check))
  }
  const missing = checks.filter(isMissing).length
  return [...lines, '', missing === 0 ? 'Nothing is missing.' : `Missing: ${missing}.`, ''].join('\n')
}

const LABELS: Readonly<Record<Check['result'], string>> = {
  OK: '  ok       ',
  MISSING: '  MISSING  ',
  NOTE: '  note     ',
}
/** Begins a line of successes without details. */
const PLAIN = '  ok       works: '

const lineOf = ({ result, subject, detail }: Check): string => `${LABELS[result]}${subject}: ${detail}`

function headingOf({ accountId, accountName, region }: Check): string {
  if (accountId === undefined) return ''
  const name = accountName === undefined ? '' : ` (${accountName})`
  return region === undefined ? `${accountId}${name}` : `${accountId}/${region}${name}`
}
