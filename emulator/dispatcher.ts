import { AwsError, statusOf, throttled } from './aws-error.ts'
import { signedRegion } from './credential-scope.ts'
import type { EmulatorState } from './emulator-state.ts'
import type { FaultRule, FaultTarget } from './faults.ts'
import type { Operation } from './operation.ts'
import { describeKey } from './operations/describe-key.ts'
import { disableKeyRotation } from './operations/disable-key-rotation.ts'
import { enableKeyRotation } from './operations/enable-key-rotation.ts'
import { getKeyRotationStatus } from './operations/get-key-rotation-status.ts'
import { listAliases } from './operations/list-aliases.ts'
import { listKeyRotations } from './operations/list-key-rotations.ts'
import { listKeys } from './operations/list-keys.ts'
import { listResourceTags } from './operations/list-resource-tags.ts'
import { rotateKeyOnDemand } from './operations/rotate-key-on-demand.ts'

const OPERATIONS: ReadonlyMap<string, Operation> = new Map(
  [
    listKeys,
    describeKey,
    listAliases,
    listResourceTags,
    getKeyRotationStatus,
    enableKeyRotation,
    disableKeyRotation,
    listKeyRotations,
    rotateKeyOnDemand,
  ].map((operation) => [`TrentService.${operation.name}`, operation]),
)

export interface WireRequest {
  readonly target: string | undefined
  readonly authorization: string | undefined
  readonly body: string
}

/** `truncated` sends half of the body and closes the connection. `dropped` closes it without a response. */
export type Reply =
  | { readonly kind: 'answer' | 'truncated'; readonly status: number; readonly body: string }
  | { readonly kind: 'dropped' }

/**
 * Processes one request: Region from the signature, operation from the target, faults before the effect, quota, the
 * operation, faults after the effect. The statistics count every request once, by its outcome. A client that disconnects
 * changes nothing, as with KMS. The signal aborts when the emulator stops.
 */
export async function dispatch(
  state: EmulatorState,
  request: WireRequest,
  signal: AbortSignal,
): Promise<Reply> {
  const named = /^TrentService\.(\w+)$/.exec(request.target ?? '')?.[1]
  const seen = { region: '-', operation: named ?? '-', outcome: 'ok' }
  state.statistics.callStarted()
  try {
    seen.region = signedRegion(request.authorization, state.regions)
    const operation = OPERATIONS.get(request.target ?? '')
    if (!operation) throw new AwsError('UnknownOperationException')
    const body = parsed(request.body)
    const faults = state.faults.take(targetOf(state, seen, body))
    const reply = await execute(state, { operation, region: seen.region, body, faults, signal })
    seen.outcome = reply.outcome
    return reply.reply
  } catch (error) {
    const known = error instanceof AwsError ? error : new AwsError('KMSInternalException', String(error))
    seen.outcome = known.code
    return errorReply(known, state.settings().capitalMessageErrors)
  } finally {
    state.statistics.callEnded(seen.region, seen.operation, seen.outcome)
  }
}

interface Execution {
  readonly operation: Operation
  readonly region: string
  readonly body: Readonly<Record<string, unknown>>
  readonly faults: readonly FaultRule[]
  readonly signal: AbortSignal
}

async function execute(
  state: EmulatorState,
  { operation, region, body, faults, signal }: Execution,
): Promise<{ readonly outcome: string; readonly reply: Reply }> {
  await waitFor(state, faults, false, signal)
  const fault = faults.find(({ kind }) => kind !== 'latency')
  if (fault?.kind === 'dropBefore') return { outcome: 'droppedBefore', reply: { kind: 'dropped' } }
  if (fault?.kind === 'throttle') throw throttled()
  if (fault?.kind === 'error' && !fault.isAfterEffect) throw errorOf(fault)

  state.quotas.take(region, operation.name)
  const { world } = state
  const call = { world, region, operation: operation.name, now: world.now() }
  const result = attempt(() => operation.run(body, call))

  await waitFor(state, faults, true, signal)
  if (fault?.kind === 'dropAfter') return { outcome: 'droppedAfter', reply: { kind: 'dropped' } }
  if (result instanceof AwsError) throw result
  if (fault?.kind === 'error') throw errorOf(fault)
  // Real KMS sends an empty body for an operation without output.
  const answer = { status: 200, body: result === undefined ? '' : JSON.stringify(result) }
  return fault?.kind === 'truncate'
    ? { outcome: 'truncated', reply: { kind: 'truncated', ...answer } }
    : { outcome: 'ok', reply: { kind: 'answer', ...answer } }
}

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

function attempt(run: () => object | undefined): object | AwsError | undefined {
  try {
    return run()
  } catch (error) {
    if (error instanceof AwsError) return error
    throw error
  }
}

const errorOf = ({ code = 'KMSInternalException', message, status = statusOf(code) }: FaultRule) =>
  new AwsError(code, message, status)

function errorReply({ code, text, status }: AwsError, capitalMessageErrors: readonly string[]): Reply {
  const member = capitalMessageErrors.includes(code) ? 'Message' : 'message'
  const body = JSON.stringify({ __type: code, ...(text !== undefined && { [member]: text }) })
  return { kind: 'answer', status, body }
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text || '{}')
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value }
  } catch {
    // The throw below also covers JSON that is not an object.
  }
  throw new AwsError('SerializationException')
}

function targetOf(
  { world: { store } }: EmulatorState,
  { region, operation }: { readonly region: string; readonly operation: string },
  body: Readonly<Record<string, unknown>>,
): FaultTarget {
  const asked = body['KeyId']
  return {
    region,
    operation,
    isAboutKey: (keyId) => {
      if (typeof asked !== 'string') return false
      const meant = store.find(keyId, region)
      return asked === keyId || (meant !== undefined && store.find(asked, region) === meant)
    },
  }
}
