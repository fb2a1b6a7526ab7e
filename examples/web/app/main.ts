import { GatewayDocument } from '../generated/graphql.ts'
import { showActivity } from './activity.ts'
import { ask } from './ask.ts'
import { byId } from './element.ts'
import { showFleet } from './fleet.ts'
import { showKeyPanel } from './key-panel.ts'
import type { KeyPanel } from './key-panel.ts'
import { createLive } from './live.ts'

const { signal } = new AbortController()

const live = createLive({
  url: `${location.origin.replace('http', 'ws')}/graphql`,
  onChange(isConnected) {
    const connection = byId('connection')
    connection.textContent = isConnected ? 'Live' : 'Reconnecting …'
    connection.className = isConnected ? 'connection live' : 'connection'
  },
})

let about: Promise<{ readonly isReadOnly: boolean }> | undefined
/** Asked once; again after a failure. */
const isReadOnly = async (): Promise<boolean> => {
  about ??= ask(GatewayDocument, {}).then(({ gateway }) => {
    byId('mode').textContent = gateway.mode === 'EMULATED' ? 'Sample keys: no AWS account is touched' : ''
    return gateway
  })
  const asked = about
  return asked.then(
    ({ isReadOnly }) => isReadOnly,
    (error: unknown) => {
      about = undefined
      throw error
    },
  )
}
isReadOnly().catch(() => {})

const fleet = showFleet()
let open: { readonly id: string; readonly panel: KeyPanel; readonly close: () => void } | undefined

/** The address says which key is open, so that it can be linked to, and back goes back. */
function route(): void {
  const [, encoded] = /^#\/keys\/(.+)$/.exec(location.hash) ?? []
  const id = encoded === undefined ? undefined : decodeURIComponent(encoded)
  if (id === open?.id) return
  open?.close()
  open = undefined
  fleet.select(id)
  document.body.classList.toggle('has-key', id !== undefined)
  byId('key').replaceChildren()
  if (id === undefined) return
  const closing = new AbortController()
  const panel = showKeyPanel({
    id,
    live,
    isReadOnly,
    onKey: (key) => fleet.update(key),
    signal: closing.signal,
  })
  open = { id, panel, close: () => closing.abort() }
  byId('key').querySelector('h2')?.focus({ preventScroll: true })
}

window.addEventListener('hashchange', route)
route()

showActivity({
  live,
  signal,
  onEvent(key) {
    fleet.update(key)
    if (key.id === open?.id) open.panel.refresh()
  },
})
