import type { Context } from '../context.ts'
import { OperationError, UnsupportedKeyError } from '../errors/operation-errors.ts'
import { BadUserInputError } from '../errors/request-errors.ts'
import { toConnection } from '../pagination/connection.ts'
import type { Connection } from '../pagination/connection.ts'
import { pageWindow } from '../pagination/window.ts'
import { eventPage } from '../rotation/stream/event-page.ts'
import { namedKeys } from '../rotation/key-set/key-set.ts'
import { hasNoGapSince, positionIn } from '../rotation/stream/event-log-gaps.ts'
import type { KeySet } from '../rotation/key-set/key-set.ts'
import type { Inventory } from '../rotation/inventory/inventory.ts'
import { positionOf } from '../rotation/rotation-event.ts'
import type { KeyAdded } from '../rotation/rotation-event.ts'
import { toRotations } from '../rotation/rotation.ts'
import type { Rotation } from '../rotation/rotation.ts'
import { inSlices } from '../rotation/slices.ts'
import { decodeStreamCursor } from '../rotation/stream/stream-cursor.ts'
import { MAX_HISTORY_DELAY_MS } from '../rotation/stream/stream-position.ts'
import { logOnlyKindsOf } from '../rotation/stream/stream-message.ts'
import type { StreamEvent, StreamGap, StreamSubject } from '../rotation/stream/stream-message.ts'
import { coveredKeys, kindsOf } from './rotation-event-filter.ts'
import type { RotationEventFilter } from './rotation-event-filter.ts'
import { rotationsOf } from './rotation.ts'
import { keyOf } from './visibility.ts'
import type { Key } from './visibility.ts'

export interface RotationEventConnection extends Connection<StreamEvent> {
  readonly gaps: readonly StreamGap[]
}

export interface EventPageArguments {
  readonly first?: number | null | undefined
  readonly after?: string | null | undefined
}

/** A page of the events that the stream would deliver: rotations from the KMS history, other events from the event log. */
export async function rotationEventConnection(
  { filter, ...page }: EventPageArguments & { readonly filter?: RotationEventFilter | null | undefined },
  context: Context,
): Promise<RotationEventConnection> {
  const keyArns = await coveredKeys(filter ?? {}, context)
  const { maxSubscribedKeys } = context.facts.limits
  const isRead = keyArns.isNamed || !context.inventory
  if (isRead && keyArns.size > maxSubscribedKeys)
    throw new BadUserInputError(
      `${keyArns.size} keys match the filter, and the gateway reads the history of at most ${maxSubscribedKeys} keys. Narrow the filter, or subscribe to rotationEvents.`,
    )
  // A caller that reads the current position is about to subscribe. Watching the keys until then avoids a gap.
  if (page.first === 0) context.streams.prepare(keyArns)
  return readPage({ keyArns, kinds: kindsOf(filter, context) }, page, context)
}

/** Null if the history of the key cannot be read. */
export async function rotationEventsOfKey(
  key: Key,
  page: EventPageArguments,
  context: Context,
): Promise<RotationEventConnection | null> {
  const connection = await readPage(
    { keyArns: namedKeys([key.arn]), kinds: kindsOf(undefined, context) },
    page,
    context,
  )
  return connection.gaps.some(({ keyArn }) => keyArn === key.arn) ? null : connection
}

async function readPage(
  subject: StreamSubject,
  { first, after }: EventPageArguments,
  context: Context,
): Promise<RotationEventConnection> {
  const { events: log, watches, clock, facts } = context
  const { keyArns, kinds } = subject
  const { size } = pageWindow({ first }, facts.limits)
  const readAt = clock.now()
  const shownUpTo = readAt - MAX_HISTORY_DELAY_MS
  const oldest = { watermark: log.completeSince - 1, delivered: [], logged: log.completeSince, log: log.id }
  // A page without events and without `after` starts at the current moment.
  const newest = { ...oldest, watermark: Math.max(oldest.watermark, shownUpTo) }
  const given = typeof after === 'string' ? decodeStreamCursor(after) : size === 0 ? newest : oldest
  const start = positionIn(log, given, keyArns)
  const logHead = log.headOf(keyArns)
  const { rotations, unread, completeUpTo } = await historiesSince(start.watermark, subject, context)
  const additions = kinds.has('KeyAdded') ? await additionsSince(start.watermark, keyArns, context) : []
  const page = eventPage({
    subject,
    start,
    first: size,
    rotations,
    additions,
    logged: log.after(start.logged, keyArns),
    readAt,
    completeUpTo: Math.min(shownUpTo, keyArns.completeUpTo, completeUpTo),
    logHead,
  })
  const gap = { kind: 'StreamGap', requestedAfter: after ?? '', cursor: page.endCursor } as const
  const gaps: StreamGap[] = unread.map(({ keyArn, message }) => ({
    ...gap,
    keyArn,
    kinds: ['RotationCompleted'],
    message,
  }))
  if (kinds.has('RotationCompleted'))
    for (const { name, problem } of keyArns.incomplete)
      gaps.push({
        ...gap,
        keyArn: undefined,
        kinds: ['RotationCompleted'],
        message: `Rotations of keys in ${name} may be missing, because its keys ${problem ? 'could not be listed' : 'are not all known yet'}. ${problem?.message ?? 'Request the page again later.'}`,
      })
  const kept = logOnlyKindsOf(subject)
  if (typeof after === 'string' && kept.length > 0 && !hasNoGapSince({ log, watches }, keyArns, given))
    gaps.push({
      ...gap,
      keyArn: undefined,
      kinds: kept,
      message: `Events that KMS has no history of may be missing, because this gateway has not watched all keys since ${new Date(start.logged).toISOString()} or no longer keeps all events.`,
    })
  const { edges, pageInfo } = toConnection(
    page.events.map((node) => ({ node, cursor: node.cursor })),
    { hasNextPage: page.hasNextPage, hasPreviousPage: typeof after === 'string' },
  )
  return { edges, pageInfo: { ...pageInfo, endCursor: page.endCursor }, gaps }
}

/** The histories of the keys of a page. */
interface Histories {
  readonly rotations: readonly Rotation[]
  /** Why rotations may be missing. Without a key, it is about several keys. */
  readonly unread: readonly { readonly keyArn: string | undefined; readonly message: string }[]
  /** Every rotation that completed before and KMS shows is in the histories, in milliseconds since the epoch. */
  readonly completeUpTo: number
}

/** The rotations after a time. All keys are answered from the inventory, if the gateway keeps one: named keys are read. */
async function historiesSince(
  since: number,
  { keyArns, kinds }: StreamSubject,
  context: Context,
): Promise<Histories> {
  if (!kinds.has('RotationCompleted')) return { rotations: [], unread: [], completeUpTo: Infinity }
  const { inventory } = context
  return inventory && !keyArns.isNamed
    ? recordedHistories(since, keyArns, inventory, context)
    : readHistories(keyArns, context)
}

async function readHistories(keyArns: KeySet, context: Context): Promise<Histories> {
  const rotations: Rotation[] = []
  const unread: { readonly keyArn: string; readonly message: string }[] = []
  let completeUpTo = Infinity
  await Promise.all(
    [...keyArns].map(async (keyArn) => {
      try {
        rotations.push(...(await rotationsOf(await keyOf(keyArn, context), context)))
      } catch (problem) {
        if (!(problem instanceof OperationError)) throw problem
        if (problem instanceof UnsupportedKeyError) return
        // Rotations that can be read later must not be before the end of the page.
        if (problem.isRetryable) completeUpTo = -Infinity
        unread.push({ keyArn, message: unreadMessage(keyArn, problem) })
      }
    }),
  )
  return { rotations, unread, completeUpTo }
}

/** What the inventory knows of the histories, without calls to KMS. */
async function recordedHistories(
  since: number,
  keyArns: KeySet,
  inventory: Inventory,
  { signal }: Context,
): Promise<Histories> {
  const rotations: Rotation[] = []
  const unread: { readonly keyArn: string | undefined; readonly message: string }[] = []
  let completeUpTo = Infinity
  let unknown = 0
  for await (const slice of inSlices([...keyArns], signal))
    for (const keyArn of slice) {
      const history = inventory.recordOf(keyArn)?.rotations
      if (history?.value) {
        const later = toRotations(keyArn, history.value)
        rotations.push(...later.filter(({ rotatedAt }) => rotatedAt.getTime() > since))
        completeUpTo = Math.min(completeUpTo, history.observedAt - MAX_HISTORY_DELAY_MS)
      } else if (!history || history.problem.isRetryable) {
        unknown++
        completeUpTo = -Infinity
      } else if (!(history.problem instanceof UnsupportedKeyError))
        unread.push({ keyArn, message: unreadMessage(keyArn, history.problem) })
    }
  if (unknown > 0)
    unread.push({
      keyArn: undefined,
      message: `Rotations of ${unknown} keys may be missing, because the inventory of the gateway has not read their histories yet. Request the page again later.`,
    })
  return { rotations, unread, completeUpTo }
}

const unreadMessage = (keyArn: string, { message }: OperationError): string =>
  `Rotations of ${keyArn} may be missing, because the history of the key could not be read: ${message}`

async function additionsSince(
  since: number,
  keyArns: KeySet,
  { streams, signal }: Context,
): Promise<readonly KeyAdded[]> {
  const additions: KeyAdded[] = []
  for await (const slice of inSlices([...keyArns], signal))
    for (const keyArn of slice) {
      const addition = streams.additionOf(keyArn)
      if (addition && positionOf(addition) > since) additions.push(addition)
    }
  return additions
}
