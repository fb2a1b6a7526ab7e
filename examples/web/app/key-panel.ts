import { KeyDocument } from '../generated/graphql.ts'
import type { FleetKeyFragment, KeyDetailsFragment, ProgressFragment } from '../generated/graphql.ts'
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
import { showHistory } from './history.ts'
import { errorNotice, messageOf, notice } from './notice.ts'
import { isFinished, showProgress } from './progress.ts'
import { showRotate } from './rotate.ts'
import type { SubscriptionClient } from './subscription-client.ts'

export interface KeyPanelOptions {
  readonly id: string
  readonly subscriptions: SubscriptionClient
  readonly isReadOnly: () => Promise<boolean>
  readonly onKey: (key: FleetKeyFragment) => void
  readonly signal: AbortSignal
}

/** Shows one key: its facts, its history and a button to rotate it. */
export interface KeyPanel {
  /** Loads the key and its history again. */
  refresh(): void
}

export function showKeyPanel({ id, subscriptions, isReadOnly, onKey, signal }: KeyPanelOptions): KeyPanel {
  const section = byId('key')
  const name = element('h2', { tabindex: -1 }, '\u00a0')
  const arn = element('p', { class: 'below arn' }, '\u00a0')
  const facts = element('div', { class: 'facts', 'aria-busy': 'true' })
  const action = element('div', { class: 'action' })
  const history = showHistory(id, signal)
  section.replaceChildren(
    element('a', { class: 'back', href: '#/' }, '← All keys'),
    element('div', { class: 'head' }, name, arn),
    facts,
    action,
    history.section,
  )
  let followedId: string | undefined
  let latestLoad = 0

  async function load(): Promise<void> {
    const thisLoad = ++latestLoad
    try {
      const [{ key }, readOnly] = await Promise.all([execute(KeyDocument, { id }, signal), isReadOnly()])
      if (thisLoad !== latestLoad) return
      facts.removeAttribute('aria-busy')
      if (!key) facts.replaceChildren(notice('This key does not exist, or this gateway does not serve it.'))
      else show(key, readOnly)
    } catch (error) {
      if (!signal.aborted) facts.replaceChildren(errorNotice(messageOf(error), () => void load()))
    }
  }

  function show(key: KeyDetailsFragment, readOnly: boolean): void {
    onKey(key)
    name.textContent = key.displayName
    arn.textContent = key.arn
    arn.title = key.arn
    const problems = problemMessages(key)
    facts.replaceChildren(factsOf(key), ...(problems.length > 0 ? [notice(...problems)] : []))
    const { latestRequest } = key
    if (latestRequest && !isFinished(latestRequest)) follow(latestRequest)
    else if (!latestRequest || latestRequest.id !== followedId)
      action.replaceChildren(showRotate({ key, isReadOnly: readOnly, onRequest: follow }))
    else
      action.replaceChildren(
        showRotate({ key, isReadOnly: readOnly, onRequest: follow }),
        showProgress({ request: latestRequest, subscriptions, signal, onEnd: () => {} }),
      )
  }

  function follow(request: ProgressFragment): void {
    if (request.id === followedId) return
    followedId = request.id
    action.replaceChildren(showProgress({ request, subscriptions, signal, onEnd: refresh }))
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
    ...row('Automatic', fact(automaticRotationFact(key))),
    ...row(
      'Next',
      nextRotationAt ? `${relativeTime(nextRotationAt)}, ` : '',
      nextRotationAt ? dayElement(nextRotationAt) : fact(missingNextRotationFact(key)),
    ),
    ...row('On demand left', fact(quotaFact(key))),
    ...row('State', stateText(key) ?? (key.state ? 'enabled' : fact(UNKNOWN))),
    ...row('Region', key.region),
  )
}

const UNKNOWN: Fact = { text: 'Unknown', tone: 'unknown' }

const fact = ({ text, tone }: Fact): HTMLElement => element('span', { class: `fact ${tone}` }, text)

const row = (name: string, ...value: readonly (Node | string)[]): readonly HTMLElement[] => [
  element('dt', {}, name),
  element('dd', {}, ...value),
]
