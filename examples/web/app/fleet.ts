import { FleetDocument } from '../generated/graphql.ts'
import type { FleetKeyFragment, FleetQuery } from '../generated/graphql.ts'
import { byId, element } from './element.ts'
import { execute } from './execute.ts'
import {
  automaticRotationFact,
  dayElement,
  missingNextRotationFact,
  problemMessages,
  quotaFact,
  relativeTime,
  stateText,
} from './format.ts'
import type { Fact } from './format.ts'
import { errorNotice, messageOf, notice } from './notice.ts'

const PAGE_SIZE = 25

/** The table of keys, loaded page by page. */
export interface Fleet {
  /** Updates the row of the key, if the table has one. */
  update(key: FleetKeyFragment): void
  /** Highlights the row of the selected key. Undefined highlights no row. */
  select(id: string | undefined): void
}

export function showFleet(): Fleet {
  const section = byId('fleet')
  const rows = new Map<string, HTMLTableRowElement>()
  const body = element('tbody')
  const table = element(
    'table',
    { class: 'keys' },
    element('caption', { class: 'visually-hidden' }, 'KMS keys and their rotation'),
    element(
      'thead',
      {},
      element(
        'tr',
        {},
        ...['Key', 'Automatic', 'Next rotation', 'On demand left'].map((name) =>
          element('th', { scope: 'col' }, name),
        ),
      ),
    ),
    body,
  )
  const foot = element('div', { class: 'foot' })
  const notices = element('div')
  section.replaceChildren(notices, table, foot)
  let selected: string | undefined
  let endCursor: string | null = null

  async function loadPage(): Promise<void> {
    const skeletons = Array.from({ length: rows.size === 0 ? 10 : 3 }, skeleton)
    body.append(...skeletons)
    foot.replaceChildren(element('p', { role: 'status' }, 'Loading keys …'))
    try {
      const { keys } = await execute(FleetDocument, { first: PAGE_SIZE, after: endCursor })
      ;({ endCursor = null } = keys.pageInfo)
      notices.replaceChildren(...missingKeys(keys))
      for (const key of keys.nodes) add(key)
      const count = keys.totalCount ?? 'more'
      const none = keys.isComplete ? 'No keys found' : 'No keys are known yet'
      const text = rows.size === 0 ? none : `${rows.size} of ${count} keys`
      foot.replaceChildren(element('p', { role: 'status' }, text))
      if (keys.pageInfo.hasNextPage)
        foot.append(element('button', { type: 'button', onclick: () => void loadPage() }, 'More keys'))
    } catch (error) {
      foot.replaceChildren(errorNotice(messageOf(error), () => void loadPage()))
    } finally {
      for (const row of skeletons) row.remove()
    }
  }

  function add(key: FleetKeyFragment): void {
    const row = rowOf(key, key.id === selected)
    const before = rows.get(key.id)
    if (before) before.replaceWith(row)
    else body.append(row)
    rows.set(key.id, row)
  }

  void loadPage()
  return {
    update(key) {
      const before = rows.get(key.id)
      if (!before) return
      const hadFocus = before.contains(document.activeElement)
      add(key)
      if (hadFocus) rows.get(key.id)?.querySelector('a')?.focus()
    },
    select(id) {
      for (const [key, row] of rows) highlight(row, key === id)
      selected = id
    },
  }
}

function rowOf(key: FleetKeyFragment, isSelected: boolean): HTMLTableRowElement {
  const { nextRotationAt, isOnDemandInProgress } = key.rotationStatus
  const problems = problemMessages(key)
  const below = problems.length > 0 ? problems.join(' ') : `${key.region} · ${key.keyId}`
  const row = element(
    'tr',
    {},
    element(
      'th',
      { scope: 'row' },
      element(
        'div',
        { class: 'name' },
        element('a', { href: `#/keys/${encodeURIComponent(key.id)}` }, key.displayName),
        isOnDemandInProgress && element('span', { class: 'chip live' }, 'Rotating'),
        stateText(key) !== undefined && element('span', { class: 'chip' }, stateText(key)),
      ),
      element('div', { class: problems.length > 0 ? 'below problem' : 'below', title: below }, below),
    ),
    cell('Automatic', automaticRotationFact(key)),
    nextRotationAt
      ? element(
          'td',
          { 'data-label': 'Next' },
          dayElement(nextRotationAt),
          element('div', { class: 'below' }, relativeTime(nextRotationAt)),
        )
      : cell('Next', missingNextRotationFact(key)),
    cell('Left', quotaFact(key)),
  )
  highlight(row, isSelected)
  return row
}

function highlight(row: HTMLTableRowElement, isSelected: boolean): void {
  row.classList.toggle('selected', isSelected)
  if (isSelected) row.querySelector('a')?.setAttribute('aria-current', 'page')
  else row.querySelector('a')?.removeAttribute('aria-current')
}

const cell = (label: string, { text, tone }: Fact): HTMLElement =>
  element('td', { 'data-label': label }, element('span', { class: `fact ${tone}` }, text))

/** A placeholder as high as a row, so that the layout does not move when the keys are loaded. */
const skeleton = (): HTMLTableRowElement =>
  element(
    'tr',
    { class: 'skeleton', 'aria-hidden': 'true' },
    element(
      'th',
      {},
      element('div', { class: 'name' }, '\u00a0'),
      element('div', { class: 'below' }, '\u00a0'),
    ),
    ...['', '', ''].map(() => element('td', {}, element('span', { class: 'fact' }, '\u00a0'))),
  )

/** Says that keys may be missing from the table, and why. */
function missingKeys({ isComplete, unavailableScopes }: FleetQuery['keys']): readonly HTMLElement[] {
  if (!isComplete && unavailableScopes.length === 0)
    return [
      notice('The gateway is still reading the keys, so keys may be missing. Load the page again later.'),
    ]
  return unavailableScopes.map(({ scope, error }) =>
    notice(`Keys in ${scope.region} are missing because the gateway could not list them: ${error.message}`),
  )
}
