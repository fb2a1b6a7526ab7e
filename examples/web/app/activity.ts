import { EventsDocument, HeadDocument } from '../generated/graphql.ts'
import type { EventsSubscription, FleetKeyFragment } from '../generated/graphql.ts'
import { GatewayError, ask } from './ask.ts'
import { byId, element } from './element.ts'
import { createPause, isFinal } from './live.ts'
import type { Live } from './live.ts'
import { messageOf } from './notice.ts'
import { clockOf, typeOf } from './words.ts'

type Message = EventsSubscription['rotationEvents']
type Event = Extract<Message, { eventId: string }>
type Gap = Extract<Message, { kind: 'StreamGap' }>

const MAX_SHOWN = 50

export interface ActivityOptions {
  readonly live: Live
  readonly signal: AbortSignal
  readonly onEvent: (key: FleetKeyFragment) => void
}

/** What happens to the keys, as it happens, nothing lost and nothing twice while the page is open. */
export function showActivity({ live, signal, onEvent }: ActivityOptions): void {
  const place = byId('activity')
  const list = element('ol', { class: 'events' })
  const log = element('div', { role: 'log', 'aria-label': 'What has happened, newest first' }, list)
  const empty = element('p', { class: 'below' }, 'Nothing yet. Rotations show up here, whoever starts them.')
  place.replaceChildren(element('h2', {}, 'Activity'), empty, log)
  const told = new Set<string>()

  function tell(message: Message): void {
    // A gap is told again on each connection, until the key can be read.
    const id = message.kind === 'StreamGap' ? message.message : message.eventId
    if (told.has(id)) return
    told.add(id)
    if (message.kind === 'StreamGap') return show(gapOf(message))
    show(itemOf(message))
    onEvent(message.key)
  }

  function show(item: HTMLElement): void {
    empty.remove()
    list.prepend(item)
    while (list.children.length > MAX_SHOWN) list.lastElementChild?.remove()
  }

  async function follow(): Promise<void> {
    let after = await head(signal)
    for await (const { rotationEvents } of live.follow(EventsDocument, () => ({ after }), signal)) {
      // A kind of a later gateway has nothing of what is selected here.
      if (!('cursor' in rotationEvents)) continue
      tell(rotationEvents)
      after = rotationEvents.cursor
    }
  }

  follow().catch((error: unknown) => show(trouble(messageOf(error))))
}

/** The cursor of now: with it nothing is missed, even if the connection breaks before the first event. */
async function head(signal: AbortSignal): Promise<string | null> {
  const pause = createPause(signal)
  while (!signal.aborted)
    try {
      const { rotationEvents } = await ask(HeadDocument, {}, signal)
      return rotationEvents.pageInfo.endCursor ?? null
    } catch (error) {
      // There is none for a fleet of more than 1,000 keys: then the stream begins now.
      if (error instanceof GatewayError && isFinal(error)) return null
      await pause()
    }
  return null
}

const linkTo = ({ id, displayName }: { readonly id: string; readonly displayName: string }) =>
  element('a', { href: `#/keys/${encodeURIComponent(id)}` }, displayName)

const itemOf = (event: Event): HTMLElement =>
  element(
    'li',
    {},
    clockOf(event.occurredAt ?? event.observedAt),
    linkTo(event.key),
    element('span', {}, saidOf(event)),
  )

const gapOf = ({ affectedKey, message }: Gap): HTMLElement =>
  element(
    'li',
    { class: 'gap', title: message },
    element('time', {}, 'Gap'),
    affectedKey ? linkTo(affectedKey) : element('strong', {}, 'All keys'),
    element('span', {}, affectedKey ? 'its history cannot be read: events may be missing' : message),
  )

const trouble = (message: string): HTMLElement =>
  element('li', { class: 'gap' }, element('time', {}, 'Ended'), element('span', {}, message))

function saidOf(event: Event): string {
  switch (event.kind) {
    case 'RotationStarted':
      return 'is being rotated'
    case 'RotationCompleted':
      return `was rotated (${typeOf(event.rotation.type).toLowerCase()})`
    case 'RotationTimedOut':
      return 'was not seen to complete its rotation'
    case 'AutomaticRotationChanged':
      break
  }
  return event.now === 'ENABLED'
    ? `rotates by itself every ${event.periodInDays} days`
    : 'does not rotate by itself any more'
}
