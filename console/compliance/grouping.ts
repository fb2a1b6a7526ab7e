/** How the keys are grouped: by a fact of the key, or by the values of a tag. */
export type Grouping = 'account' | 'region' | 'owner' | 'tag'

export const GROUPINGS: readonly { readonly id: Grouping; readonly text: string }[] = [
  { id: 'account', text: 'Account' },
  { id: 'region', text: 'Region' },
  { id: 'owner', text: 'Owner' },
  { id: 'tag', text: 'Tag' },
]

/** What the page shows, as its address says. */
export interface ComplianceView {
  readonly grouping: Grouping
  /** The key of the tag to group by. */
  readonly tag: string
  /** A day in UTC, `2026-10-01`. Empty for the present. */
  readonly day: string
}

export function readView(parameters: URLSearchParams): ComplianceView {
  const by = parameters.get('by')
  const day = parameters.get('day') ?? ''
  return {
    grouping: GROUPINGS.find(({ id }) => id === by)?.id ?? 'account',
    tag: parameters.get('tag') || 'team',
    day: /^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(Date.parse(day)) ? day : '',
  }
}

export function writeView({ grouping, tag, day }: ComplianceView): URLSearchParams {
  return new URLSearchParams({
    ...(grouping === 'account' ? {} : { by: grouping }),
    ...(grouping === 'tag' ? { tag } : {}),
    ...(day ? { day } : {}),
  })
}

/** The end of the day, which `fleet` is asked about. */
export const endOfDay = (day: string): string => new Date(Date.parse(day) + 86_399_000).toISOString()
