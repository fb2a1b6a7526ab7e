import { KeyNotFoundError } from '../../src/errors/operation-errors.ts'
import { toGatewayError } from '../../src/kms/aws/aws-error.ts'
import type {
  KeyRotationStatus,
  KmsInput,
  KmsOperation,
  KmsOutput,
  RotationsListEntry,
} from '../../src/kms/kms.ts'
import { withMethods } from '../../src/kms/kms-client.ts'
import type { KmsClient } from '../../src/kms/kms-client.ts'
import { entryOf, metadataOf, statusOf } from '../rotation/kms-values.ts'
import type { StillClock } from '../support/still-clock.ts'

/** What becomes of one RotateKeyOnDemand. */
export const SEND_FATES = {
  accepted: { takesEffect: true, error: undefined },
  acceptedSlowly: { takesEffect: true, error: undefined, answersAfterMs: 9_000 },
  throttled: { takesEffect: false, error: { name: 'ThrottlingException', httpStatus: 400 } },
  neverConnected: { takesEffect: false, error: { name: 'Error', code: 'ECONNREFUSED' } },
  failedBefore: { takesEffect: false, error: { name: 'KMSInternalException', httpStatus: 500 } },
  failedAfter: { takesEffect: true, error: { name: 'DependencyTimeoutException', httpStatus: 503 } },
  droppedBefore: { takesEffect: false, error: { name: 'Error', code: 'ECONNRESET' } },
  droppedAfter: { takesEffect: true, error: { name: 'Error', code: 'ECONNRESET' } },
  truncated: { takesEffect: true, error: { name: 'SyntaxError', httpStatus: 200 } },
  /** The gateway waits 10 seconds; KMS does it all the same, later. */
  tooSlow: {
    takesEffect: true,
    effectAfterMs: 15_000,
    answersAfterMs: 10_000,
    error: { name: 'TimeoutError' },
  },
} as const satisfies Record<string, Fate>

interface Fate {
  readonly takesEffect: boolean
  readonly effectAfterMs?: number
  readonly answersAfterMs?: number
  readonly error:
    | undefined
    | {
        readonly name: string
        readonly code?: string
        readonly httpStatus?: number
      }
}

export type SendFate = keyof typeof SEND_FATES

/** How one read is answered: late, from a replica that lags behind, or not at all. */
export interface ReadFate {
  readonly latencyMs: number
  readonly lagMs: number
  readonly isFailing: boolean
}

export interface SimulationOptions {
  readonly clock: StillClock
  readonly keyArns: readonly string[]
  /** From RotateKeyOnDemand on, in milliseconds. */
  readonly startVisibleAfterMs: number
  readonly startClearsAfterMs: number
  readonly historyVisibleAfterMs: number
  /** In turn, over and over. */
  readonly reads: readonly ReadFate[]
  /** Called when a RotateKeyOnDemand leaves; what it returns is called if it takes effect. */
  readonly onSend: (keyArn: string) => (materialId: string) => void
}

/** A KMS in memory whose reads lie and whose answers get lost. It accepts every rotation: each one sent is one spent. */
export interface SimulatedKms {
  /** A connection of one process. After `cut` that process hears nothing more; what it sent goes on. */
  connect(): { readonly kms: KmsClient; cut(): void }
  /** The fate of the next RotateKeyOnDemand of a key; without one it is accepted. */
  plan(keyArn: string, fate: SendFate): void
  /** Answers no read for `ms` milliseconds. */
  breakReads(ms: number): void
  /** From now on reads are answered at once, truly. */
  stopLying(): void
  /** Materials that rotations of the key made, in order of their starts. */
  rotationsOf(keyArn: string): readonly string[]
}

interface SimulatedRotation {
  readonly materialId: string
  readonly startedAt: number
}

const TRUE_READ: ReadFate = { latencyMs: 0, lagMs: 0, isFailing: false }

export function createSimulatedKms(options: SimulationOptions): SimulatedKms {
  const { clock, keyArns, startVisibleAfterMs, startClearsAfterMs, historyVisibleAfterMs, onSend } = options
  const rotations = new Map(keyArns.map((keyArn): [string, SimulatedRotation[]] => [keyArn, []]))
  const plans = new Map<string, SendFate[]>()
  let reads: readonly ReadFate[] = options.reads
  let readCount = 0
  let brokenUntil = -Infinity

  function rotationsOf(keyArn: string): SimulatedRotation[] {
    const found = rotations.get(keyArn)
    if (!found) throw new KeyNotFoundError(`No key '${keyArn}'.`)
    return found
  }

  function statusAt(keyArn: string, at: number): KeyRotationStatus {
    const running = rotationsOf(keyArn).findLast(
      ({ startedAt }) => startedAt + startVisibleAfterMs <= at && at < startedAt + startClearsAfterMs,
    )
    return statusOf({ onDemandRotationStartDate: running && new Date(running.startedAt) })
  }

  function historyAt(keyArn: string, at: number): readonly RotationsListEntry[] {
    return rotationsOf(keyArn)
      .filter(({ startedAt }) => startedAt + historyVisibleAfterMs <= at)
      .map(({ materialId, startedAt }) =>
        entryOf({
          keyMaterialId: materialId,
          rotationDate: new Date(startedAt + historyVisibleAfterMs),
          rotationType: 'ON_DEMAND',
        }),
      )
  }

  function failure(operation: string, keyId: string, error: NonNullable<Fate['error']>): Error {
    const { name, code, httpStatus } = { code: undefined, httpStatus: undefined, ...error }
    const body = Buffer.from(httpStatus === 200 ? '{"KeyI' : JSON.stringify({ __type: name }))
    return toGatewayError(Object.assign(new Error(name), { name, ...(code !== undefined && { code }) }), {
      operation,
      keyId,
      scope: '111122223333/us-east-1',
      isChange: operation === 'RotateKeyOnDemand',
      exchange: {
        isSent: code !== 'ECONNREFUSED',
        response: httpStatus === undefined ? undefined : { statusCode: httpStatus, headers: {}, body },
      },
    })
  }

  async function read<Value>(
    operation: string,
    keyArn: string,
    answer: (at: number) => Value,
  ): Promise<Value> {
    const { latencyMs, lagMs, isFailing } = reads[readCount++ % reads.length] ?? TRUE_READ
    await clock.sleep(latencyMs)
    if (isFailing || clock.now() < brokenUntil)
      throw failure(operation, keyArn, { name: 'Error', code: 'ECONNRESET' })
    return answer(clock.now() - lagMs)
  }

  async function send(keyArn: string): Promise<{ readonly awsRequestId: string }> {
    const takeEffect = onSend(keyArn)
    const fate: Fate = SEND_FATES[plans.get(keyArn)?.shift() ?? 'accepted']
    const { takesEffect, effectAfterMs = 0, answersAfterMs = 0, error } = fate
    const effect = async () => {
      await clock.sleep(effectAfterMs)
      if (!takesEffect) return
      const made = rotationsOf(keyArn)
      const materialId = `${keyArn.slice(-1)}${made.length + 1}`
      made.push({ materialId, startedAt: clock.now() })
      takeEffect(materialId)
    }
    const happening = effect()
    if (effectAfterMs <= answersAfterMs) await happening
    await clock.sleep(answersAfterMs)
    if (error) throw failure('RotateKeyOnDemand', keyArn, error)
    return { awsRequestId: 'simulated' }
  }

  return {
    connect() {
      let isCut = false
      const heard = async <Value>(answer: Promise<Value>): Promise<Value> => {
        const outcome = await answer.then(
          (value) => () => value,
          (error: unknown) => () => {
            throw error
          },
        )
        return isCut ? new Promise<Value>(() => {}) : outcome()
      }
      const responses: {
        readonly [Name in KmsOperation]?: (input: KmsInput<Name>) => Promise<KmsOutput<Name>>
      } = {
        DescribeKey: ({ keyId }) => heard(read('DescribeKey', keyId, () => metadataOf({ keyArn: keyId }))),
        GetKeyRotationStatus: ({ keyId }) =>
          heard(read('GetKeyRotationStatus', keyId, (at) => statusAt(keyId, at))),
        ListKeyRotations: async ({ keyId }) => ({
          items: await heard(read('ListKeyRotations', keyId, (at) => historyAt(keyId, at))),
          nextMarker: undefined,
        }),
        RotateKeyOnDemand: ({ keyId }) => (isCut ? new Promise(() => {}) : heard(send(keyId))),
      }
      const kms = withMethods({
        scope: { partition: 'aws', accountId: '111122223333', region: 'us-east-1' },
        call<Name extends KmsOperation>(operation: Name, input: KmsInput<Name>): Promise<KmsOutput<Name>> {
          const respond = responses[operation]
          if (!respond) throw new Error(`A rotation does not call ${operation}`)
          return respond(input)
        },
      })
      return {
        kms,
        cut() {
          isCut = true
        },
      }
    },
    plan(keyArn, fate) {
      plans.set(keyArn, [...(plans.get(keyArn) ?? []), fate])
    },
    breakReads(ms) {
      brokenUntil = clock.now() + ms
    },
    stopLying() {
      brokenUntil = -Infinity
      reads = [TRUE_READ]
    },
    rotationsOf: (keyArn) => rotationsOf(keyArn).map(({ materialId }) => materialId),
  }
}
