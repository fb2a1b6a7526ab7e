import type { Context } from '../context.ts'
import { OperationError, UnsupportedKeyError } from '../errors/operation-errors.ts'
import { BadUserInputError } from '../errors/request-errors.ts'
import { toConnection } from '../pagination/connection.ts'
import type { Connection } from '../pagination/connection.ts'
import { pageWindow } from '../pagination/window.ts'
import { eventPage } from '../rotation/stream/event-page.ts'
import { namedKeys } from '../rotation/key-set/key-set.ts'
import { hasNoGapSince, positionIn } from '../rotation/stream/event-log-gaps.ts'
import type { Rotation } from '../rotation/rotation.ts'
import { decodeStreamCursor } from '../rotation/stream/stream-cursor.ts'
import { MAX_HISTORY_DELAY_MS } from '../rotation/stream/stream-position.ts'
import { logOnlyKindsOf } from '../rotation/stream/stream-message.ts'
import type { StreamEvent, StreamGap, StreamSubject } from '../rotation/stream/stream-message.ts'
import { EVENT_KINDS, coveredKeys, kindsOf } from './rotation-event-filter.ts'
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
  if (keyArns.size > maxSubscribedKeys)
    throw new BadUserInputError(
      `${keyArns.size} keys match the filter, and the gateway reads the history of at most ${maxSubscribedKeys} keys. Narrow the filter, or subscribe to rotationEvents.`,
    )
  // A caller that reads the current position is about to subscribe. Watching the keys until then avoids a gap.
  if (page.first === 0) context.streams.prepare(keyArns)
  return readPage({ keyArns, kinds: kindsOf(filter) }, page, context)
}

/** Null if the history of the key cannot be read. */
export async function rotationEventsOfKey(
  key: Key,
  page: EventPageArguments,
  context: Context,
): Promise<RotationEventConnection | null> {
  const connection = await readPage(
    { keyArns: namedKeys([key.arn]), kinds: new Set(EVENT_KINDS) },
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
  const { rotations, unread } = await historiesOf(subject, context)
  // Rotations that can be read later must not be before the end of the page.
  const isWaiting = unread.some(({ problem }) => problem.isRetryable)
  const page = eventPage({
    subject,
    start,
    first: size,
    rotations,
    logged: log.after(start.logged, keyArns),
    readAt,
    completeUpTo: isWaiting ? -Infinity : Math.min(shownUpTo, keyArns.completeUpTo),
    logHead,
  })
  const gap = { kind: 'StreamGap', requestedAfter: after ?? '', cursor: page.endCursor } as const
  const gaps: StreamGap[] = unread.map(({ keyArn, problem }) => ({
    ...gap,
    keyArn,
    kinds: ['RotationCompleted'],
    message: `Rotations of ${keyArn} may be missing, because the history of the key could not be read: ${problem.message}`,
  }))
  if (kinds.has('RotationCompleted'))
    for (const { name, problem } of keyArns.incomplete)
      gaps.push({
        ...gap,
        keyArn: undefined,
        kinds: ['RotationCompleted'],
        message: `Rotations of keys in ${name} may be missing, because its keys ${problem ? 'could not be listed' : 'are not listed yet'}. ${problem?.message ?? 'Request the page again later.'}`,
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

/** All rotations of the keys, and the keys whose history could not be read. */
async function historiesOf({ keyArns, kinds }: StreamSubject, context: Context) {
  const rotations: Rotation[] = []
  const unread: { readonly keyArn: string; readonly problem: OperationError }[] = []
  if (kinds.has('RotationCompleted'))
    await Promise.all(
      [...keyArns].map(async (keyArn) => {
        try {
          rotations.push(...(await rotationsOf(await keyOf(keyArn, context), context)))
        } catch (problem) {
          if (!(problem instanceof OperationError)) throw problem
          if (!(problem instanceof UnsupportedKeyError)) unread.push({ keyArn, problem })
        }
      }),
    )
  return { rotations, unread }
}
