import { stringify } from 'csv-stringify/browser/esm/sync'
import type { ComplianceGroupFragment } from '../generated/graphql.ts'
import { VERDICTS, VERDICT_ORDER } from '../parts/verdict.tsx'

/** The table of groups as CSV. Values that a spreadsheet would run as a formula are escaped, because anybody can set a tag. */
export function groupsAsCsv(
  header: string,
  groups: readonly ComplianceGroupFragment[],
  nameOf: (group: ComplianceGroupFragment) => string,
): string {
  const rows = groups.map((group) => {
    const counts = new Map(group.byVerdict.map(({ verdict, keyCount }) => [verdict, keyCount]))
    return [nameOf(group), group.keyCount, ...VERDICT_ORDER.map((verdict) => counts.get(verdict) ?? 0)]
  })
  return stringify([[header, 'Keys', ...VERDICT_ORDER.map((verdict) => VERDICTS[verdict].name)], ...rows], {
    escape_formulas: true,
  })
}
