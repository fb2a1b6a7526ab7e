import { OperationError } from '../../src/errors/operation-errors.ts'
import { toKeyArn } from '../../src/kms/scopes.ts'
import { createMemoryRequestStore } from '../../src/rotation/request-store.ts'
import { isRotationRequest } from '../../src/rotation/change-record.ts'
import type { RequestStore } from '../../src/rotation/request-store.ts'
import type { RotationRequest } from '../../src/rotation/rotation-request.ts'
import { createStillClock } from '../support/still-clock.ts'
import type { StillClock } from '../support/still-clock.ts'
import { startMemoryProcess } from './memory-process.ts'
import type { MemoryProcess } from './memory-process.ts'
import { createSimulatedKms } from './simulated-kms.ts'
import type { SimulatedKms, SimulationOptions } from './simulated-kms.ts'

export const KEYS = [1, 2].map(
  (number) => `arn:aws:kms:us-east-1:111122223333:key/0f0f0f0f-1111-4222-8333-44445555000${number}`,
)

export interface CallInput {
  readonly keyArn: string
  readonly requestedBy: string
  readonly idempotencyKey: string | undefined
  readonly reason: string | undefined
}

export interface Call extends CallInput {
  /** Lost: the gateway died before it answered. */
  outcome: 'pending' | 'lost' | { readonly accepted: RotationRequest; readonly isReplay: boolean } | Error
}

/** A gateway on a KMS that lies, both on one clock, and all that is known of what went over the wire. */
export interface World {
  readonly clock: StillClock
  readonly kms: SimulatedKms
  readonly calls: readonly Call[]
  /** Requests sent, with the material that each one's rotation made, if there was one. */
  readonly sent: ReadonlyMap<string, { materialId?: string }>
  readonly store: RequestStore
  readonly process: MemoryProcess
  call(input: CallInput): Call
  /** The process is gone between two instructions; another one starts with what was saved. */
  crash(): Promise<void>
}

type WorldOptions = Omit<SimulationOptions, 'clock' | 'keyArns' | 'onSend'> & {
  /** How long a new request takes to be on the disk. */
  readonly saveMs: number
}

export async function createWorld({ saveMs, ...simulation }: WorldOptions): Promise<World> {
  const clock = createStillClock()
  const disk = createMemoryRequestStore({ now: () => clock.now() })
  const sent = new Map<string, { materialId?: string }>()
  const newest = new Map<string, RotationRequest>()
  const calls: Call[] = []

  const kms = createSimulatedKms({
    ...simulation,
    clock,
    keyArns: KEYS,
    onSend(keyArn) {
      const request = newest.get(keyArn)
      if (!request) throw new Error(`Sent without a request: ${keyArn}`)
      if (sent.has(request.id)) throw new Error(`Sent twice: ${request.id}`)
      const sending: { materialId?: string } = {}
      sent.set(request.id, sending)
      return (materialId) => (sending.materialId = materialId)
    },
  })

  async function start() {
    const connection = kms.connect()
    let isAlive = true
    const store: RequestStore = {
      ...disk,
      async save(request) {
        if (!isAlive) return new Promise(() => {})
        const isNew = (await disk.get(request.id)) === undefined
        await disk.save(request)
        if (!isNew) return
        if (isRotationRequest(request)) newest.set(request.keyArn, request)
        await clock.sleep(saveMs)
      },
    }
    const process = await startMemoryProcess({ kms: connection.kms, store, clock })
    return {
      process,
      die() {
        isAlive = false
        connection.cut()
        process.end()
      },
    }
  }

  let running = await start()
  return {
    clock,
    kms,
    calls,
    sent,
    store: disk,
    get process() {
      return running.process
    },
    call(input) {
      const call: Call = { ...input, outcome: 'pending' }
      calls.push(call)
      const answer = (outcome: Call['outcome']) => {
        if (call.outcome === 'pending') call.outcome = outcome
      }
      const { keyArn, ...order } = input
      const answering = running.process.rotations.rotate({
        ...order,
        key: toKeyArn(keyArn),
        requestId: `operation-${calls.length}`,
      })
      answering.then(
        ({ request, isReplay }) => answer({ accepted: request, isReplay }),
        (error: unknown) => answer(error instanceof OperationError ? error : new Error(String(error))),
      )
      return call
    },
    async crash() {
      running.die()
      for (const call of calls) if (call.outcome === 'pending') call.outcome = 'lost'
      running = await start()
    },
  }
}
