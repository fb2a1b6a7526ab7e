import type { Api, WireRequest } from './api.ts'
import { AwsError, deniedByRole, statusOf, throttled } from './aws-error.ts'
import type { LoggedCall } from './call-log.ts'
import { sessionNameOf } from './caller.ts'
import type { Caller } from './caller.ts'
import { credentialScope, requireScope, requireServed } from './credential-scope.ts'
import type { EmulatorState } from './emulator-state.ts'
import type { FaultRule } from './faults.ts'
import { kmsApi } from './kms-api.ts'
import type { Operation, RequestBody } from './operation.ts'
import { sqsApi } from './sqs/sqs-api.ts'
import { stsApi } from './sts/sts-api.ts'

/** `truncated` sends half of the body and closes the connection. `dropped` closes it without a response. */
export type Reply =
  | {
      readonly kind: 'answer' | 'truncated'
      readonly status: number
      readonly contentType: string
      readonly body: string
    }
  | { readonly kind: 'dropped' }

export interface Signals {
  /** Aborts when the emulator stops. */
  readonly stopping: AbortSignal
  /** Aborts when the client disconnects, or the emulator stops. */
  readonly disconnected: AbortSignal
}

type Seen = { -readonly [Member in keyof LoggedCall]: LoggedCall[Member] }

/**
 * Processes one request: API and Region from the signature, caller from the access key, operation from the request, faults
 * before the effect, quota, the operation, faults after the effect. The statistics and the call log have every request once,
 * with its outcome. A client that disconnects changes nothing, as with AWS. The signal aborts when the emulator stops.
 */
export async function dispatch(state: EmulatorState, request: WireRequest, signals: Signals): Promise<Reply> {
  const api = apiOf(request)
  const seen: Seen = {
    at: new Date(state.clock.now()).toISOString(),
    requestId: request.requestId,
    accountId: '-',
    region: '-',
    operation: api.operationIn(request),
    outcome: 'ok',
  }
  state.statistics.callStarted()
  try {
    const { accessKeyId, region } = requireScope(request.authorization, api.service)
    if (api.isRegional) requireServed(region, state.regions)
    Object.assign(seen, { region, accessKeyId })
    const caller = state.callerOf(accessKeyId, request.sessionToken)
    Object.assign(seen, asLogged(caller))
    const operation = api.operations.get(seen.operation)
    if (!operation) throw new AwsError('UnknownOperationException')
    const body = api.parse(request.body)
    const { isAboutKey, ...subject } = api.subjectOf(body, { world: state.world, region, caller })
    Object.assign(seen, subject)
    const faults = state.faults.take({ ...seen, isAboutKey })
    const { keyArn } = subject
    const reply = await execute(state, {
      api,
      operation,
      region,
      caller,
      keyArn,
      body,
      faults,
      signals,
      request,
    })
    seen.outcome = reply.outcome
    return reply.reply
  } catch (error) {
    const known = error instanceof AwsError ? error : new AwsError('KMSInternalException', String(error))
    const own = api.ownError(known)
    seen.outcome = own.code
    return {
      kind: 'answer',
      status: own.status,
      contentType: api.contentType,
      body: api.errorBody(own, request.requestId, state.world),
    }
  } finally {
    state.statistics.callEnded(seen, seen.outcome)
    state.callLog.add(seen)
  }
}

/** The API of the signature's service. Without a signature, a form is a request to STS. */
function apiOf({ authorization, contentType }: WireRequest): Api {
  const service = credentialScope(authorization)?.service
  const isForm = contentType?.startsWith('application/x-www-form-urlencoded') ?? false
  if (service === 'sqs') return sqsApi
  return service === 'sts' || (service === undefined && isForm) ? stsApi : kmsApi
}

function asLogged(caller: Caller): Partial<LoggedCall> {
  const sessionName = sessionNameOf(caller)
  const { accountId, arn: principalArn, sourceIdentity } = caller
  return {
    accountId,
    principalArn,
    ...(sessionName !== undefined && { sessionName }),
    ...(sourceIdentity !== undefined && { sourceIdentity }),
  }
}

interface Execution {
  readonly api: Api
  readonly operation: Operation
  readonly region: string
  readonly caller: Caller
  readonly keyArn: string | undefined
  readonly body: RequestBody
  readonly faults: readonly FaultRule[]
  readonly signals: Signals
  readonly request: WireRequest
}

async function execute(
  state: EmulatorState,
  { api, operation, region, caller, keyArn, body, faults, signals, request }: Execution,
): Promise<{ readonly outcome: string; readonly reply: Reply }> {
  await waitFor(state, faults, false, signals.stopping)
  const fault = faults.find(({ kind }) => kind !== 'latency')
  if (fault?.kind === 'dropBefore') return { outcome: 'droppedBefore', reply: { kind: 'dropped' } }
  if (fault?.kind === 'throttle') throw throttled()
  if (fault?.kind === 'error' && !fault.isAfterEffect) throw errorOf(fault)

  state.quotas.take(caller.accountId, region, operation.name)
  const { world } = state
  const call = {
    world,
    region,
    operation: operation.name,
    caller,
    now: world.now(),
    clock: state.clock,
    host: request.host,
    signal: signals.disconnected,
  }
  const result = await attempt(async () => {
    if (isDeniedByRole(state, caller, operation)) throw deniedByRole(caller.arn, operation.name)
    const answer = await operation.run(body, call)
    const key = operation.changesKey && keyArn !== undefined ? world.store.byArn(keyArn) : undefined
    if (key) world.events.called(key, operation.name)
    return answer
  })

  await waitFor(state, faults, true, signals.stopping)
  if (fault?.kind === 'dropAfter') return { outcome: 'droppedAfter', reply: { kind: 'dropped' } }
  if (result instanceof AwsError) throw result
  if (fault?.kind === 'error') throw errorOf(fault)
  const answer = {
    status: 200,
    contentType: api.contentType,
    body: api.resultBody(operation.name, result, request.requestId),
  }
  return fault?.kind === 'truncate'
    ? { outcome: 'truncated', reply: { kind: 'truncated', ...answer } }
    : { outcome: 'ok', reply: { kind: 'answer', ...answer } }
}

const isDeniedByRole = ({ world }: EmulatorState, { roleArn }: Caller, { name }: Operation) =>
  roleArn !== undefined && world.roles.withArn(roleArn).denies.some((denied) => denied === name)

async function waitFor(
  { clock }: EmulatorState,
  faults: readonly FaultRule[],
  isAfterEffect: boolean,
  signal: AbortSignal,
): Promise<void> {
  const ms = faults
    .filter((fault) => fault.kind === 'latency' && (fault.isAfterEffect ?? false) === isAfterEffect)
    .reduce((total, { latencyMs = 0 }) => total + latencyMs, 0)
  if (ms > 0) await clock.sleep(ms, signal)
}

async function attempt(run: () => Promise<object | undefined>): Promise<object | AwsError | undefined> {
  try {
    return await run()
  } catch (error) {
    if (error instanceof AwsError) return error
    throw error
  }
}

const errorOf = ({ code = 'KMSInternalException', message, status = statusOf(code) }: FaultRule) =>
  new AwsError(code, message, status)
