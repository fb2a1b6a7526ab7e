import type { EmulatorState } from './emulator-state.ts'
import { NoSuchKeyError } from './emulator-state.ts'
import { instant, toMs } from './instant.ts'
import { InvalidBodyError, number, shape, string } from './shape.ts'

export interface ControlRequest {
  readonly method: string
  readonly url: URL
  readonly host: string | undefined
  readonly origin: string | undefined
  /** Undefined when the body was too long. */
  readonly body: string | undefined
}

export interface ControlAnswer {
  readonly status: number
  readonly json: unknown
}

interface RouteCall {
  readonly state: EmulatorState
  /** The path segment at `{id}`. */
  readonly id: string
  /** From `?region=`. */
  readonly region: string | undefined
  readonly json: unknown
}

type Route = (call: RouteCall) => unknown

const done = { done: true }
const readClock = shape({ advanceMs: number(0), now: instant })
const readMessage = shape({ region: string, body: string }, ['region', 'body'])
const readAlias = shape({ accountId: string, region: string, aliasName: string }, ['region', 'aliasName'])

const ROUTES: Readonly<Record<string, Route>> = {
  'GET /statistics': ({ state }) => state.statistics.read(),
  'DELETE /statistics': ({ state }) => {
    state.statistics.reset()
    return done
  },
  'GET /calls': ({ state }) => ({ calls: state.callLog.list() }),
  'DELETE /calls': ({ state }) => {
    state.callLog.clear()
    return done
  },
  'GET /faults': ({ state }) => ({ faults: state.faults.list() }),
  'POST /faults': ({ state, json }) => state.faults.add(json),
  'DELETE /faults': ({ state }) => {
    state.faults.clear()
    return done
  },
  'DELETE /faults/{id}': ({ state, id }) => {
    if (!state.faults.clear(id)) throw new NoSuchKeyError(`fault '${id}' does not exist`)
    return done
  },
  'GET /clock': ({ state }) => clockOf(state),
  'POST /clock': ({ state, json }) => {
    const { advanceMs, now } = readClock(json, '')
    if ((advanceMs === undefined) === (now === undefined))
      throw new InvalidBodyError('the body must have either advanceMs or now')
    if (advanceMs !== undefined) state.clock.advance(advanceMs)
    if (now !== undefined) state.clock.set(toMs(now, state.clock.now()))
    return clockOf(state)
  },
  'GET /settings': ({ state }) => state.settings(),
  'PATCH /settings': ({ state, json }) => state.patchSettings(json),
  'GET /keys': ({ state }) => ({ keys: state.keys() }),
  'POST /keys': ({ state, json }) => state.createKey(json),
  'POST /fleet': ({ state, json }) => ({ keyCount: state.createFleet(json).length }),
  'GET /keys/{id}': ({ state, id, region }) => state.key(id, region),
  'PATCH /keys/{id}': ({ state, id, region, json }) => state.changeKey(id, json, region),
  'DELETE /keys/{id}': ({ state, id, region }) => {
    state.removeKey(id, region)
    return done
  },
  'POST /keys/{id}/rotations': ({ state, id, region, json }) => state.addRotation(id, json, region),
  'GET /roles': ({ state }) => ({ roles: state.world.roles.list() }),
  'PUT /roles': ({ state, json }) => state.setRole(json),
  'GET /queues': ({ state }) => ({ queues: state.queues.list() }),
  'POST /messages': ({ state, json }) => {
    const { region, body } = readMessage(json, '')
    state.sendMessage(region, body)
    return done
  },
  'DELETE /messages': ({ state }) => {
    state.queues.purge()
    return done
  },
  'POST /predefined-aliases': ({ state, json }) => {
    const { accountId, region, aliasName } = readAlias(json, '')
    state.addPredefinedAlias(region, aliasName, accountId)
    return done
  },
  'POST /markers/invalidate': ({ state }) => {
    state.world.pager.invalidateMarkers()
    return done
  },
  'POST /reset': ({ state }) => {
    state.reset()
    return done
  },
}

const clockOf = ({ clock }: EmulatorState) => ({
  now: new Date(clock.now()).toISOString(),
  speed: clock.speed,
})

/** Answers one request to `/_emulator`. Rejects requests from web pages, which have an Origin or a foreign Host header. */
export function answerControl(state: EmulatorState, request: ControlRequest): ControlAnswer {
  if (request.origin !== undefined) return refusal(403, 'requests from web pages are not allowed')
  if (!isLoopback(request.host))
    return refusal(403, `the Host header must name this machine, not '${request.host ?? ''}'`)
  if (request.body === undefined) return refusal(413, 'the body is too long')

  const path = request.url.pathname.slice('/_emulator'.length)
  if (path === '' || path === '/') return { status: 200, json: { routes: Object.keys(ROUTES) } }
  const [, collection = '', id, ...rest] = path.split('/')
  const pattern = ['', collection, ...(id ? [collection === 'markers' ? id : '{id}'] : []), ...rest].join('/')
  const route = ROUTES[`${request.method} ${pattern}`]
  if (!route) return refusal(404, `${request.method} ${path} does not exist; GET /_emulator lists the routes`)
  try {
    const call = {
      state,
      id: decodeURIComponent(id ?? ''),
      region: request.url.searchParams.get('region') ?? undefined,
      json: parsed(request.body),
    }
    return { status: 200, json: route(call) }
  } catch (error) {
    if (error instanceof NoSuchKeyError) return refusal(404, error.message)
    // RangeError: for example an alias that exists, or a clock that would go back.
    if (error instanceof InvalidBodyError || error instanceof RangeError || error instanceof URIError)
      return refusal(400, error.message)
    return refusal(500, String(error))
  }
}

const refusal = (status: number, error: string): ControlAnswer => ({ status, json: { error } })

function parsed(body: string): unknown {
  try {
    return JSON.parse(body || '{}')
  } catch {
    throw new InvalidBodyError('the body is not JSON')
  }
}

const isLoopback = (host: string | undefined) =>
  /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/.test(host ?? '')
