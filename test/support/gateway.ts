import type { TypedDocumentNode } from '@graphql-typed-document-node/core'
import { print } from 'graphql'
import type { GraphQLFormattedError } from 'graphql'
import { createEmulatorClock } from '../../emulator/emulator-clock.ts'
import { createEmulator } from '../../emulator/emulator.ts'
import type { Emulator, EmulatorOptions } from '../../emulator/emulator.ts'
import { createGateway } from '../../src/gateway.ts'
import type { Gateway } from '../../src/gateway.ts'
import type { GatewayOptions } from '../../src/gateway/options.ts'
import { createAwsKms } from '../../src/kms/aws/aws-kms.ts'
import type { AwsKms } from '../../src/kms/aws/aws-kms.ts'
import type { KmsLimits } from '../../src/kms/rate/limited-kms.ts'
import { KMS_OPERATIONS } from '../../src/kms/rate/quotas.ts'
import type { GatewayObserver } from '../../src/telemetry/gateway-observer.ts'
import { createMemoryLogger } from './memory-logger.ts'
import type { MemoryLogger } from './memory-logger.ts'
import { NO_DEADLINE_MS, PATIENCE_MS } from './patience.ts'

export interface TestGatewayOptions extends Omit<EmulatorOptions, 'clock'> {
  /**
   * Milliseconds that pass on the clock of emulator and gateway in each real millisecond in which the gateway waits for
   * no answer of KMS; 0 = only by `passTime` and by the emulator's clock. On a slow machine fewer pass. @default 1_000
   */
  readonly speed?: number
  /** How far the gateway's clock is ahead of the emulator's, in milliseconds. @default 0 */
  readonly skewMs?: number
  /** The wall time of the gateway's clock, which somebody may set. @default as it is */
  readonly wall?: (now: number) => number
  /** Real milliseconds that one call of KMS may take. @default {@link PATIENCE_MS} */
  readonly requestTimeoutMs?: number
  /**
   * What `ask` and `answer` say in their Cache-Control header; null = nothing, so that answers are shared as they are by
   * default. @default 'no-cache': tests change keys behind the gateway's back
   */
  readonly cacheControl?: string | null
  /** Something between the gateway and the emulator: is given the emulator's address, and resolves with its own. */
  readonly between?: (emulatorUrl: string) => Promise<string>
  readonly gateway?: Partial<GatewayOptions>
}

/** A gateway on an emulator of its own, over a real socket, both by one clock. Dispose it. */
export interface TestGateway extends AsyncDisposable {
  readonly emulator: Emulator
  readonly gateway: Gateway
  readonly kms: readonly AwsKms[]
  readonly logger: MemoryLogger
  /** Another gateway before the same KMS, as one that was started anew in place of this one. Dispose it. */
  another(): Gateway
  /** Moves the clock on, unless the gateway waits for an answer of KMS: time does not run ahead of its work. */
  passTime(ms: number): void
  /** Asks through the front door without a port; fails on errors. */
  ask<Data, Variables>(
    document: TypedDocumentNode<Data, Variables>,
    ...variables: VariablesOf<Variables>
  ): Promise<Data>
  /** The whole answer, errors too. */
  answer<Data, Variables>(
    document: TypedDocumentNode<Data, Variables> | string,
    ...variables: VariablesOf<Variables>
  ): Promise<Answer<Data>>
}

export interface Answer<Data> {
  readonly data?: Data | null
  readonly errors?: readonly GraphQLFormattedError[]
}

type VariablesOf<Variables> =
  Record<string, never> extends Variables ? [variables?: Variables] : [variables: Variables]

/** So high that nothing ever waits; what failed is sent again at once. */
export const withoutQuotas: KmsLimits = {
  share: 1,
  quotas: Object.fromEntries(KMS_OPERATIONS.map((operation) => [operation, 1e9])),
  retryPauseMs: 0,
}

/** Counts the calls that were sent to KMS and are not answered yet. */
function countCallsInFlight(): GatewayObserver & { readonly count: number } {
  let count = 0
  return {
    get count() {
      return count
    },
    async kmsCall(_, send) {
      count++
      try {
        return await send()
      } finally {
        count--
      }
    },
  }
}

export async function startGateway(options: TestGatewayOptions = {}): Promise<TestGateway> {
  const { speed = 1_000, skewMs = 0, requestTimeoutMs = PATIENCE_MS, ...rest } = options
  const { gateway: gatewayOptions, wall = (now: number) => now + skewMs, ...others } = rest
  const { cacheControl = 'no-cache', between = async (url) => url, ...emulatorOptions } = others
  const emulatorClock = createEmulatorClock({ speed: 0 })
  const clock = {
    ...emulatorClock,
    now: () => wall(emulatorClock.now()),
    elapsed: () => emulatorClock.now(),
  }
  const emulator = createEmulator({ ...emulatorOptions, clock: emulatorClock })
  const endpoint = await between(await emulator.listen({ port: 0 }))
  const logger = createMemoryLogger()
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' }
  const kms = emulator.regions.map((region) =>
    createAwsKms({ region, clock, endpoint, credentials, requestTimeoutMs }),
  )
  const [first, ...otherRegions] = kms
  if (!first) throw new Error('An emulator without Regions')
  const inFlight = countCallsInFlight()
  const passTime = (ms: number) => {
    if (inFlight.count === 0) clock.advance(ms)
  }
  const running = speed > 0 ? setInterval(() => passTime(speed), 1) : undefined
  const beforeKms = {
    kms: [first, ...otherRegions],
    clock,
    version: '0.0.0-test',
    requestTimeoutMs: NO_DEADLINE_MS,
  } as const
  const gateway = createGateway({
    ...beforeKms,
    logger,
    // On a clock that stands still no turn at a quota comes and no pause ends.
    ...(speed === 0 ? { kmsLimits: withoutQuotas } : {}),
    mode: 'EMULATED',
    ...gatewayOptions,
    observers: [inFlight, ...(gatewayOptions?.observers ?? [])],
  })

  async function answer<Data, Variables>(
    document: TypedDocumentNode<Data, Variables> | string,
    ...[variables]: VariablesOf<Variables>
  ): Promise<Answer<Data>> {
    const response = await gateway.fetch(
      new Request('http://127.0.0.1:4000/graphql', {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(cacheControl === null ? {} : { 'cache-control': cacheControl }),
        },
        body: JSON.stringify({ query: typeof document === 'string' ? document : print(document), variables }),
      }),
    )
    return response.json()
  }

  return {
    emulator,
    gateway,
    kms,
    logger,
    another: () => createGateway({ ...beforeKms, logger: createMemoryLogger(), observers: [inFlight] }),
    passTime,
    answer,
    async ask(document, ...variables) {
      const { data, errors } = await answer(document, ...variables)
      if (errors || !data) throw new Error(`The gateway answered ${JSON.stringify(errors)}`)
      return data
    },
    async [Symbol.asyncDispose]() {
      await gateway[Symbol.asyncDispose]()
      clearInterval(running)
      for (const each of kms) each[Symbol.dispose]()
      await emulator[Symbol.asyncDispose]()
    },
  }
}
