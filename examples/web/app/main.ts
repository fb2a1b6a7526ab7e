import { GatewayDocument } from '../generated/graphql.ts'
import { showActivity } from './activity.ts'
import { byId } from './element.ts'
import { execute } from './execute.ts'
import { showFleet } from './fleet.ts'
import { showKeyPanel } from './key-panel.ts'
import type { KeyPanel } from './key-panel.ts'
import { createSubscriptionClient } from './subscription-client.ts'

const { signal } = new AbortController()

const subscriptions = createSubscriptionClient({
  url: `${location.origin.replace('http', 'ws')}/graphql`,
  onChange(isConnected) {
    const connection = byId('connection')
    connection.textContent = isConnected ? 'Live' : 'Reconnecting …'
    connection.className = isConnected ? 'connection live' : 'connection'
  },
})

let gatewayFacts: Promise<{ readonly isReadOnly: boolean }> | undefined
/** Whether the gateway is read-only. Queried once, and again after a failure. */
const isReadOnly = async (): Promise<boolean> => {
  gatewayFacts ??= execute(GatewayDocument, {}).then(({ gateway }) => {
    byId('mode').textContent = gateway.mode === 'EMULATED' ? 'Sample keys, not connected to AWS' : ''
    return gateway
  })
  return gatewayFacts.then(
    ({ isReadOnly }) => isReadOnly,
    (error: unknown) => {
      gatewayFacts = undefined
      throw error
    },
  )
}
isReadOnly().catch(() => {})

const fleet = showFleet()
let selected: { readonly id: string; readonly panel: KeyPanel; readonly close: () => void } | undefined

/** The URL names the selected key, so that links and the browser's back button work. */
function route(): void {
  const [, encoded] = /^#\/keys\/(.+)$/.exec(location.hash) ?? []
  const id = encoded === undefined ? undefined : decodeURIComponent(encoded)
  if (id === selected?.id) return
  selected?.close()
  selected = undefined
  fleet.select(id)
  document.body.classList.toggle('has-key', id !== undefined)
  byId('key').replaceChildren()
  if (id === undefined) return
  const closing = new AbortController()
  const panel = showKeyPanel({
    id,
    subscriptions,
    isReadOnly,
    onKey: (key) => fleet.update(key),
    signal: closing.signal,
  })
  selected = { id, panel, close: () => closing.abort() }
  byId('key').querySelector('h2')?.focus({ preventScroll: true })
}

window.addEventListener('hashchange', route)
route()

showActivity({
  subscriptions,
  signal,
  onEvent(key) {
    fleet.update(key)
    if (key.id === selected?.id) selected.panel.refresh()
  },
})
