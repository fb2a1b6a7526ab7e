import { HistoryDocument } from '../generated/graphql.ts'
import type { ErrorCode, HistoryQuery, HistoryQueryVariables } from '../generated/graphql.ts'
import { element } from './element.ts'
import { execute } from './execute.ts'
import { dayElement, rotationTypeText } from './format.ts'
import { errorNotice, messageOf } from './notice.ts'

const PAGE_SIZE = 5

type Rotations = NonNullable<NonNullable<HistoryQuery['key']>['rotations']>

/** Shown instead of the history. The facts about the key show the full error message. */
const missingHistoryText = (code: ErrorCode): string =>
  code === 'UNSUPPORTED_KEY' ? 'Not supported for this key' : 'The history could not be read'

type Page = Omit<HistoryQueryVariables, 'key'>

const NEWEST: Page = { first: PAGE_SIZE }

/** The rotations of a key, newest first, with pages in both directions. */
export interface History {
  readonly section: HTMLElement
  /** Loads the newest page again. */
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
      element(
        'tr',
        {},
        ...['Rotated', 'Type', 'Interval'].map((name) => element('th', { scope: 'col' }, name)),
      ),
    ),
    rows,
  )
  let shown: Rotations | undefined
  let latestLoad = 0

  async function load(page: Page): Promise<void> {
    const thisLoad = ++latestLoad
    table.setAttribute('aria-busy', 'true')
    try {
      const { key: found } = await execute(HistoryDocument, { key, ...page }, signal)
      if (thisLoad !== latestLoad) return
      if (found?.rotations) show(found.rotations)
      else
        count.textContent = found?.problems.rotations ? missingHistoryText(found.problems.rotations.code) : ''
    } catch (error) {
      if (signal.aborted) return
      notices.replaceChildren(errorNotice(messageOf(error), () => void load(page)))
    } finally {
      if (thisLoad === latestLoad) table.removeAttribute('aria-busy')
    }
  }

  function show(rotations: Rotations): void {
    shown = rotations
    notices.replaceChildren()
    rows.replaceChildren(...fill(rotations.nodes.map(rowOf)))
    const { totalCount, pageInfo } = rotations
    count.textContent = totalCount === 0 ? 'Never rotated' : `${totalCount ?? ''} rotations`
    // Disabling the focused button would remove the keyboard focus.
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
    section: element(
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
    element('td', {}, dayElement(rotatedAt)),
    element('td', { title: request?.reason ?? undefined }, rotationTypeText(type)),
    element('td', {}, daysSincePrevious === null ? '' : `${Math.round(daysSincePrevious)} days`),
  )

/** Fills the page with blank rows, so that the layout does not move between pages. */
const fill = (rows: readonly HTMLElement[]): readonly HTMLElement[] => [
  ...rows,
  ...Array.from({ length: PAGE_SIZE - rows.length }, () =>
    element('tr', { class: 'blank', 'aria-hidden': 'true' }, element('td', { colspan: 3 }, '\u00a0')),
  ),
]
