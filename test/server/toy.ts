import { EventEmitter, on } from 'node:events'
import {
  GraphQLError,
  GraphQLInt,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLSchema,
  GraphQLString,
} from 'graphql'
import { defaultServerLimits } from '../../src/defaults.ts'
import type { ServerLimits } from '../../src/defaults.ts'
import { anonymousViewer } from '../../src/auth/viewer.ts'
import type { Viewer } from '../../src/auth/viewer.ts'
import { ThrottledError } from '../../src/errors/operation-errors.ts'
import { BadUserInputError, ForbiddenError, UnauthenticatedError } from '../../src/errors/request-errors.ts'
import type { Logger } from '../../src/logger.ts'
import { createBoundedQueue } from '../../src/rotation/watch/bounded-queue.ts'
import type { RequestFacts } from '../../src/server/operation/request-facts.ts'
import type { AccessHost, ContextHost, CostHost } from '../../src/server/operation/host.ts'
import { createServer } from '../../src/server/server.ts'
import type { GatewayServer } from '../../src/server/gateway-server.ts'
import type { ServerOptions } from '../../src/server/server.ts'

export interface LogLine {
  readonly level: 'debug' | 'info' | 'warn' | 'error'
  readonly fields: Readonly<Record<string, unknown>>
  readonly message: string
}

/** A server over a schema that knows nothing of keys, with a hand on everything it waits for. */
export interface Toy extends AsyncDisposable {
  readonly server: GatewayServer
  readonly lines: readonly LogLine[]
  /** Facts of every operation so far. */
  readonly facts: readonly RequestFacts[]
  /** Everything the schema and the log have to say: waiting, left, changed, subscribed, returned, logged. */
  readonly happened: EventEmitter
  /** Lets every waiting `Query.wait` answer. */
  release(): void
  /** Sends an event to every subscriber. */
  tick(value: number): void
  /** Resolves with the first log line that fits. */
  logged(fits: (line: LogLine) => boolean): Promise<LogLine>
}

/** `number` identifies a context. Each event must get its own context. */
interface ToyContext {
  readonly requestId: string
  readonly viewer: Viewer
  readonly signal: AbortSignal
  readonly number: number
}

export interface ToyOptions extends Partial<Omit<ServerOptions<ToyContext>, 'host' | 'limits'>> {
  readonly limits?: Partial<ServerLimits>
  readonly host?: Partial<ContextHost<ToyContext> & AccessHost<ToyContext> & CostHost<ToyContext>>
}

export function createToy({ host, limits, ...options }: ToyOptions = {}): Toy {
  const lines: LogLine[] = []
  const facts: RequestFacts[] = []
  const happened = new EventEmitter().setMaxListeners(0)
  let contexts = 0

  const log = (level: LogLine['level']) => (fields: object, message: string) => {
    const line = { level, fields: { ...fields }, message }
    lines.push(line)
    happened.emit('logged', line)
  }
  const logger: Logger = { debug: log('debug'), info: log('info'), warn: log('warn'), error: log('error') }

  const server = createServer({
    schema: toySchema(happened),
    limits: { ...defaultServerLimits, ...limits },
    logger,
    graphiql: false,
    checkReadiness: async () => undefined,
    host: {
      contexts: {
        create(given) {
          facts.push(given)
          const credential = given.header('authorization')
          if (credential === 'Bearer bad') throw new UnauthenticatedError('The credential is not known here.')
          if (credential === 'Bearer broken') throw new Error('secret of the credential store')
          const { requestId, signal } = given
          return {
            requestId,
            signal,
            viewer: { ...anonymousViewer, subject: credential ?? 'anonymous' },
            number: contexts++,
          }
        },
        forEvents: (context) => (signal) => ({ ...context, signal, number: contexts++ }),
        sharingKey: ({ viewer }) => viewer.subject,
        release: () => {},
        ...host,
      },
      access: {
        credential: { header: 'authorization', challenge: 'Bearer' },
        requiresCredential: false,
        admitConnection: async () => undefined,
        rejectionOf: () => undefined,
        rejectionOfMutations: () => undefined,
        admitSubscription: () => undefined,
        isVisibleTo: () => true,
        watchRights: () => undefined,
        isAdministrator: () => false,
        ...host,
      },
      cost: {
        callerOf: ({ viewer }) => viewer.subject,
        recordCost: () => {},
        actualCost: () => 0,
        detailsOf: () => ({}),
        ...host,
      },
    },
    ...options,
  })

  return {
    server,
    lines,
    facts,
    happened,
    release: () => void happened.emit('release'),
    tick: (value) => void happened.emit('tick', value),
    async logged(fits) {
      const found = lines.find(fits)
      if (found) return found
      for await (const [line] of on(happened, 'logged')) if (fits(line)) return line
      throw new Error('unreachable')
    },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  }
}

function toySchema(happened: EventEmitter): GraphQLSchema {
  const text = { type: GraphQLString }
  const field = (resolve: (args: Record<string, unknown>, context: ToyContext) => unknown, args = {}) => ({
    ...text,
    args,
    resolve: (_: unknown, given: Record<string, unknown>, context: ToyContext) => resolve(given, context),
  })
  const value = { value: { type: new GraphQLNonNull(GraphQLInt) } }
  const tick = new GraphQLObjectType({
    name: 'Tick',
    fields: {
      value: { type: GraphQLInt },
      contextNumber: {
        type: GraphQLInt,
        resolve: (_source, _args, context: ToyContext) => context.number,
      },
      text: field(({ length }) => 'x'.repeat(Number(length)), {
        length: { type: new GraphQLNonNull(GraphQLInt) },
      }),
      bug: field(() => {
        throw new TypeError('secret detail')
      }),
    },
  })

  return new GraphQLSchema({
    query: new GraphQLObjectType({
      name: 'Query',
      fields: {
        hello: field(() => 'world'),
        subject: field((_, { viewer }) => viewer.subject),
        contextKeys: field((_, context) => Object.keys(context).toSorted().join(' ')),
        echo: field(({ value }) => String(value), value),
        wait: field(
          (_, { signal }) =>
            new Promise((resolve) => {
              happened.once('release', () => resolve('waited'))
              signal.addEventListener('abort', () => happened.emit('left'))
              happened.emit('waiting')
            }),
        ),
        badInput: field(() => {
          throw new BadUserInputError("The key 'x' is not valid.")
        }),
        forbidden: field(() => {
          throw new ForbiddenError('Not for you.')
        }),
        throttled: field(() => {
          throw new ThrottledError('Too fast.', {
            operation: 'ListKeys',
            retryAfterSeconds: 2,
            awsRequestId: 'aws-1',
          })
        }),
        bug: field(() => {
          throw new TypeError('secret detail')
        }),
        wrongType: { type: GraphQLInt, resolve: () => 'secret word' },
        missing: { type: new GraphQLNonNull(GraphQLString), resolve: () => null },
        ownCode: field(() => {
          throw new GraphQLError('As it is.', { extensions: { code: 'OWN_CODE' } })
        }),
      },
    }),
    mutation: new GraphQLObjectType({
      name: 'Mutation',
      fields: {
        change: field(() => {
          happened.emit('changed')
          return 'done'
        }),
        // Knows what became of it when its time has passed, as the gateway's own do.
        changeInTime: field(
          (_, { signal }) =>
            new Promise((resolve) => {
              signal.addEventListener('abort', () => resolve('perhaps'))
              happened.emit('waiting')
            }),
        ),
        // Does not hear that its time has passed.
        changeForEver: field(() => {
          happened.emit('waiting')
          return new Promise(() => undefined)
        }),
      },
    }),
    subscription: new GraphQLObjectType({
      name: 'Subscription',
      fields: {
        ticks: {
          type: tick,
          resolve: (value: unknown) => ({ value }),
          subscribe: () => ticks(happened),
        },
        slow: {
          ...text,
          subscribe: (_source: unknown, _args: unknown, { signal }: ToyContext) =>
            new Promise((resolve) => {
              happened.once('release', () => resolve(ticks(happened)))
              signal.addEventListener('abort', () => happened.emit('left'))
              happened.emit('waiting')
            }),
        },
        boundedTicks: {
          type: tick,
          resolve: (value: unknown) => ({ value }),
          subscribe: () => boundedTicks(happened),
        },
        failing: {
          ...text,
          subscribe: async function* () {
            yield { failing: 'first' }
            throw new TypeError('secret detail')
          },
        },
        forbidden: {
          ...text,
          subscribe: () => {
            throw new ForbiddenError('Not for you.')
          },
        },
      },
    }),
  })
}

/** Hears a tick only while somebody waits for one; says when it is subscribed and when it is left. */
function ticks(happened: EventEmitter): AsyncIterableIterator<number> {
  const queue: number[] = []
  let deliver: ((result: IteratorResult<number>) => void) | undefined
  const onTick = (value: number) => {
    if (deliver) deliver({ done: false, value })
    else queue.push(value)
    deliver = undefined
  }
  happened.on('tick', onTick)
  happened.emit('subscribed')
  return {
    [Symbol.asyncIterator]() {
      return this
    },
    next: () =>
      new Promise((resolve) => {
        const value = queue.shift()
        if (value === undefined) deliver = resolve
        else resolve({ done: false, value })
      }),
    async return() {
      happened.off('tick', onTick)
      happened.emit('returned')
      deliver?.({ done: true, value: undefined })
      return { done: true, value: undefined }
    },
  }
}

/** At most three of them wait to be read. */
function boundedTicks(happened: EventEmitter): AsyncIterableIterator<number> {
  const onTick = (value: number) => queue.push(value)
  const queue = createBoundedQueue<number>(3, () => {
    happened.off('tick', onTick)
    happened.emit('returned')
  })
  happened.on('tick', onTick)
  happened.emit('subscribed')
  return queue
}
