import { FleetDocument } from '../generated/graphql.ts'
import type { FleetKeyFragment, FleetQuery } from '../generated/graphql.ts'
import { ask } from './ask.ts'
import { byId, element } from './element.ts'
import { failure, messageOf, note } from './notice.ts'
import { automaticOf, dayOf, distance, noNextOf, problemsOf, quotaOf, stateOf } from './words.ts'
import type { Fact } from './words.ts'

const PAGE_SIZE = 25

/** The table of keys, a page at a time. */
export interface Fleet {
  /** Shows what a key is like now, if it is on the page. */
  update(key: FleetKeyFragment): void
  /** Marks the key that is open. */
  select(id: string | undefined): void
}

export function showFleet(): Fleet {
  const place = byId('fleet')
  const rows = new Map<string, HTMLTableRowElement>()
  const body = element('tbody')
  const table = element(
    'table',
    { class: 'keys' },
    element('caption', { class: 'visually-hidden' }, 'KMS keys and how they rotate'),
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
  place.replaceChildren(notices, table, foot)
  let selected: string | undefined
  let endCursor: string | null = null

  async function loadPage(): Promise<void> {
    const skeletons = Array.from({ length: rows.size === 0 ? 10 : 3 }, skeleton)
    body.append(...skeletons)
    foot.replaceChildren(element('p', { role: 'status' }, 'Reading keys …'))
    try {
      const { keys } = await ask(FleetDocument, { first: PAGE_SIZE, after: endCursor })
      ;({ endCursor = null } = keys.pageInfo)
      notices.replaceChildren(...unavailable(keys))
      for (const key of keys.nodes) add(key)
      const count = keys.totalCount ?? 'more'
      const text = rows.size === 0 ? 'There are no keys here.' : `${rows.size} of ${count} keys`
      foot.replaceChildren(element('p', { role: 'status' }, text))
      if (keys.pageInfo.hasNextPage)
        foot.append(element('button', { type: 'button', onclick: () => void loadPage() }, 'More keys'))
    } catch (error) {
      foot.replaceChildren(failure(messageOf(error), () => void loadPage()))
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
      for (const [key, row] of rows) mark(row, key === id)
      selected = id
    },
  }
}

function rowOf(key: FleetKeyFragment, isSelected: boolean): HTMLTableRowElement {
  const { nextRotationAt, isOnDemandInProgress } = key.rotationStatus
  const problems = problemsOf(key)
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
        stateOf(key) !== undefined && element('span', { class: 'chip' }, stateOf(key)),
      ),
      element('div', { class: problems.length > 0 ? 'below problem' : 'below', title: below }, below),
    ),
    cell('Automatic', automaticOf(key)),
    nextRotationAt
      ? element(
          'td',
          { 'data-label': 'Next' },
          dayOf(nextRotationAt),
          element('div', { class: 'below' }, distance(nextRotationAt)),
        )
      : cell('Next', noNextOf(key)),
    cell('Left', quotaOf(key)),
  )
  mark(row, isSelected)
  return row
}

function mark(row: HTMLTableRowElement, isSelected: boolean): void {
  row.classList.toggle('selected', isSelected)
  if (isSelected) row.querySelector('a')?.setAttribute('aria-current', 'page')
  else row.querySelector('a')?.removeAttribute('aria-current')
}

const cell = (label: string, { text, tone }: Fact): HTMLElement =>
  element('td', { 'data-label': label }, element('span', { class: `fact ${tone}` }, text))

/** As high as a row, so that nothing moves when the keys come. */
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

const unavailable = ({ unavailableScopes }: FleetQuery['keys']): readonly HTMLElement[] =>
  unavailableScopes.map(({ scope, error }) =>
    note(`Keys of ${scope.region} are missing, because they could not be listed: ${error.message}`),
  )
