import { KeyDocument } from '../generated/graphql.ts'
import type { FleetKeyFragment, KeyDetailsFragment, ProgressFragment } from '../generated/graphql.ts'
import { ask } from './ask.ts'
import { byId, element } from './element.ts'
import { showHistory } from './history.ts'
import type { Live } from './live.ts'
import { failure, messageOf, note } from './notice.ts'
import { isOver, showProgress } from './progress.ts'
import { showRotate } from './rotate.ts'
import { automaticOf, dayOf, distance, noNextOf, problemsOf, quotaOf, stateOf } from './words.ts'
import type { Fact } from './words.ts'

export interface KeyPanelOptions {
  readonly id: string
  readonly live: Live
  readonly isReadOnly: () => Promise<boolean>
  readonly onKey: (key: FleetKeyFragment) => void
  readonly signal: AbortSignal
}

/** One key: what is known about it, its history, and how to rotate it. */
export interface KeyPanel {
  /** Something has happened to it. */
  refresh(): void
}

export function showKeyPanel({ id, live, isReadOnly, onKey, signal }: KeyPanelOptions): KeyPanel {
  const place = byId('key')
  const name = element('h2', { tabindex: -1 }, '\u00a0')
  const arn = element('p', { class: 'below arn' }, '\u00a0')
  const facts = element('div', { class: 'facts', 'aria-busy': 'true' })
  const action = element('div', { class: 'action' })
  const history = showHistory(id, signal)
  place.replaceChildren(
    element('a', { class: 'back', href: '#/' }, '← All keys'),
    element('div', { class: 'head' }, name, arn),
    facts,
    action,
    history.place,
  )
  let followed: string | undefined
  let asked = 0

  async function load(): Promise<void> {
    const mine = ++asked
    try {
      const [{ key }, readOnly] = await Promise.all([ask(KeyDocument, { id }, signal), isReadOnly()])
      if (mine !== asked) return
      facts.removeAttribute('aria-busy')
      if (!key) facts.replaceChildren(note('This key does not exist, or is not served by this gateway.'))
      else show(key, readOnly)
    } catch (error) {
      if (!signal.aborted) facts.replaceChildren(failure(messageOf(error), () => void load()))
    }
  }

  function show(key: KeyDetailsFragment, readOnly: boolean): void {
    onKey(key)
    name.textContent = key.displayName
    arn.textContent = key.arn
    arn.title = key.arn
    const problems = problemsOf(key)
    facts.replaceChildren(factsOf(key), ...(problems.length > 0 ? [note(...problems)] : []))
    const { latestRequest } = key
    if (latestRequest && !isOver(latestRequest)) follow(latestRequest)
    else if (!latestRequest || latestRequest.id !== followed)
      action.replaceChildren(showRotate({ key, isReadOnly: readOnly, onRequest: follow }))
    else
      action.replaceChildren(
        showRotate({ key, isReadOnly: readOnly, onRequest: follow }),
        showProgress({ request: latestRequest, live, signal, onEnd: () => {} }),
      )
  }

  function follow(request: ProgressFragment): void {
    if (request.id === followed) return
    followed = request.id
    action.replaceChildren(showProgress({ request, live, signal, onEnd: refresh }))
    void load()
  }

  function refresh(): void {
    void load()
    history.refresh()
  }

  void load()
  return { refresh }
}

function factsOf(key: KeyDetailsFragment): HTMLElement {
  const { nextRotationAt } = key.rotationStatus
  return element(
    'dl',
    {},
    ...row('Automatic', fact(automaticOf(key))),
    ...row(
      'Next',
      nextRotationAt ? `${distance(nextRotationAt)}, ` : '',
      nextRotationAt ? dayOf(nextRotationAt) : fact(noNextOf(key)),
    ),
    ...row('On demand left', fact(quotaOf(key))),
    ...row('State', stateOf(key) ?? (key.state ? 'enabled' : fact(UNKNOWN))),
    ...row('Region', key.region),
  )
}

const UNKNOWN: Fact = { text: 'Unknown', tone: 'unknown' }

const fact = ({ text, tone }: Fact): HTMLElement => element('span', { class: `fact ${tone}` }, text)

const row = (name: string, ...value: readonly (Node | string)[]): readonly HTMLElement[] => [
  element('dt', {}, name),
  element('dd', {}, ...value),
]
