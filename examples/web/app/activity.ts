import { CurrentCursorDocument, EventsDocument } from '../generated/graphql.ts'
import type { EventsSubscription, FleetKeyFragment } from '../generated/graphql.ts'
import { createBackoff } from './backoff.ts'
import { byId, element } from './element.ts'
import { GatewayError, execute } from './execute.ts'
import { rotationTypeText, timeElement } from './format.ts'
import { messageOf } from './notice.ts'
import type { SubscriptionClient } from './subscription-client.ts'

type Message = EventsSubscription['rotationEvents']
type Event = Extract<Message, { eventId: string }>
type Gap = Extract<Message, { kind: 'StreamGap' }>

const MAX_SHOWN = 50

export interface ActivityOptions {
  readonly subscriptions: SubscriptionClient
  readonly signal: AbortSignal
  readonly onEvent: (key: FleetKeyFragment) => void
}

/** Lists the events of all keys as they happen. No event is lost or listed twice while the page is open. */
export function showActivity({ subscriptions, signal, onEvent }: ActivityOptions): void {
  const section = byId('activity')
  const list = element('ol', { class: 'events' })
  const log = element('div', { role: 'log', 'aria-label': 'Events, newest first' }, list)
  const empty = element(
    'p',
    { class: 'below' },
    'No events yet. This list shows every rotation, no matter who starts it.',
  )
  section.replaceChildren(element('h2', {}, 'Activity'), empty, log)
  const shownIds = new Set<string>()

  function showMessage(message: Message): void {
    // The gateway sends a gap again on each connection until the key can be read.
    const id = message.kind === 'StreamGap' ? message.message : message.eventId
    if (shownIds.has(id)) return
    shownIds.add(id)
    if (message.kind === 'StreamGap') return show(gapItem(message))
    show(eventItem(message))
    onEvent(message.key)
  }

  function show(item: HTMLElement): void {
    empty.remove()
    list.prepend(item)
    while (list.children.length > MAX_SHOWN) list.lastElementChild?.remove()
  }

  async function follow(): Promise<void> {
    let after = await currentCursor(signal)
    for await (const { rotationEvents } of subscriptions.subscribe(
      EventsDocument,
      () => ({ after }),
      signal,
    )) {
      // An event type of a newer gateway has none of the selected fields.
      if (!('cursor' in rotationEvents)) continue
      showMessage(rotationEvents)
      after = rotationEvents.cursor
    }
  }

  follow().catch((error: unknown) => show(streamEndedItem(messageOf(error))))
}

/** The cursor of the current time. With it no event is lost, even if the connection breaks before the first event. */
async function currentCursor(signal: AbortSignal): Promise<string | null> {
  const backoff = createBackoff()
  while (!signal.aborted)
    try {
      const { rotationEvents } = await execute(CurrentCursorDocument, {}, signal)
      return rotationEvents.pageInfo.endCursor ?? null
    } catch (error) {
      // A gateway without an inventory rejects the query for more than 1,000 keys. The stream then starts at the current time.
      if (error instanceof GatewayError && error.isFinal) return null
      await backoff.wait(signal)
    }
  return null
}

const linkTo = ({ id, displayName }: { readonly id: string; readonly displayName: string }) =>
  element('a', { href: `#/keys/${encodeURIComponent(id)}` }, displayName)

const eventItem = (event: Event): HTMLElement =>
  element(
    'li',
    {},
    timeElement(event.occurredAt ?? event.observedAt),
    linkTo(event.key),
    element('span', {}, eventText(event)),
  )

const gapItem = ({ affectedKey, message }: Gap): HTMLElement =>
  element(
    'li',
    { class: 'gap', title: message },
    element('time', {}, 'Gap'),
    affectedKey ? linkTo(affectedKey) : element('strong', {}, 'All keys'),
    element('span', {}, affectedKey ? 'events may be missing because the history cannot be read' : message),
  )

const streamEndedItem = (message: string): HTMLElement =>
  element('li', { class: 'gap' }, element('time', {}, 'Ended'), element('span', {}, message))

function eventText(event: Event): string {
  switch (event.kind) {
    case 'RotationStarted':
      return 'rotation started'
    case 'RotationCompleted':
      return `rotation completed (${rotationTypeText(event.rotation.type).toLowerCase()})`
    case 'RotationTimedOut':
      return 'rotation timed out'
    case 'KeyAdded':
      return 'key created'
    case 'KeyRemoved':
      return 'key deleted'
    case 'AutomaticRotationChanged':
      break
  }
  return event.now === 'ENABLED'
    ? `automatic rotation is on, every ${event.periodInDays} days`
    : 'automatic rotation is off'
}
