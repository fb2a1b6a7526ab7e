import { HistoryDocument } from '../generated/graphql.ts'
import type { ErrorCode, HistoryQuery, HistoryQueryVariables } from '../generated/graphql.ts'
import { ask } from './ask.ts'
import { element } from './element.ts'
import { failure, messageOf } from './notice.ts'
import { dayOf, typeOf } from './words.ts'

const PAGE_SIZE = 5

type Rotations = NonNullable<NonNullable<HistoryQuery['key']>['rotations']>
/** The key itself says why, above. */
const absenceOf = (code: ErrorCode): string =>
  code === 'UNSUPPORTED_KEY' ? 'Keys of this kind have none' : 'It could not be read'

type Page = Omit<HistoryQueryVariables, 'key'>

const NEWEST: Page = { first: PAGE_SIZE }

/** The rotations of a key, newest first, a page at a time in both directions. */
export interface History {
  readonly place: HTMLElement
  /** Goes to the newest page, which has changed. */
  refresh(): void
}

export function showHistory(key: string, signal: AbortSignal): History {
  const rows = element('tbody')
  const count = element('p', { role: 'status' }, ' ')
  const newer = element('button', { type: 'button', disabled: true }, 'Newer')
  const older = element('button', { type: 'button', disabled: true }, 'Older')
  const notices = element('div')
  const table = element(
    'table',
    { class: 'history' },
    element('caption', { class: 'visually-hidden' }, 'Rotations, newest first'),
    element(
      'thead',
      {},
      element('tr', {}, ...['Rotated', 'Type', 'After'].map((name) => element('th', { scope: 'col' }, name))),
    ),
    rows,
  )
  let shown: Rotations | undefined
  let asked = 0

  async function load(page: Page): Promise<void> {
    const mine = ++asked
    table.setAttribute('aria-busy', 'true')
    try {
      const { key: found } = await ask(HistoryDocument, { key, ...page }, signal)
      if (mine !== asked) return
      if (found?.rotations) show(found.rotations)
      else count.textContent = found?.problems.rotations ? absenceOf(found.problems.rotations.code) : ''
    } catch (error) {
      if (signal.aborted) return
      notices.replaceChildren(failure(messageOf(error), () => void load(page)))
    } finally {
      if (mine === asked) table.removeAttribute('aria-busy')
    }
  }

  function show(rotations: Rotations): void {
    shown = rotations
    notices.replaceChildren()
    rows.replaceChildren(...fill(rotations.nodes.map(rowOf)))
    const { totalCount, pageInfo } = rotations
    count.textContent = totalCount === 0 ? 'Never rotated' : `${totalCount ?? ''} rotations`
    // Not disabled under the keyboard: that would take its focus away.
    newer.disabled = !pageInfo.hasPreviousPage && document.activeElement !== newer
    older.disabled = !pageInfo.hasNextPage && document.activeElement !== older
    newer.setAttribute('aria-disabled', String(!pageInfo.hasPreviousPage))
    older.setAttribute('aria-disabled', String(!pageInfo.hasNextPage))
  }

  older.addEventListener('click', () => {
    if (shown?.pageInfo.hasNextPage) void load({ first: PAGE_SIZE, after: shown.pageInfo.endCursor })
  })
  newer.addEventListener('click', () => {
    if (shown?.pageInfo.hasPreviousPage) void load({ last: PAGE_SIZE, before: shown.pageInfo.startCursor })
  })
  rows.replaceChildren(...fill([]))
  void load(NEWEST)
  return {
    place: element(
      'section',
      { 'aria-labelledby': 'history-title' },
      element('h3', { id: 'history-title' }, 'History'),
      notices,
      table,
      element('div', { class: 'foot' }, count, element('div', { class: 'pager' }, newer, older)),
    ),
    refresh: () => void load(NEWEST),
  }
}

const rowOf = ({ rotatedAt, type, daysSincePrevious, request }: Rotations['nodes'][number]) =>
  element(
    'tr',
    {},
    element('td', {}, dayOf(rotatedAt)),
    element('td', { title: request?.reason ?? undefined }, typeOf(type)),
    element('td', {}, daysSincePrevious === null ? '' : `${Math.round(daysSincePrevious)} days`),
  )

/** Always a whole page high, so that paging moves nothing. */
const fill = (rows: readonly HTMLElement[]): readonly HTMLElement[] => [
  ...rows,
  ...Array.from({ length: PAGE_SIZE - rows.length }, () =>
    element('tr', { class: 'blank', 'aria-hidden': 'true' }, element('td', { colspan: 3 }, '\u00a0')),
  ),
]
