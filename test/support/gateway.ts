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
import { fixedCredentials } from '../../src/kms/aws/credentials.ts'
import { DIRECT } from '../../src/kms/aws/http-settings.ts'
import { createAccountSessions } from '../../src/kms/aws/sessions/account-sessions.ts'
import { createSts } from '../../src/kms/aws/sessions/sts.ts'
import { withMethods } from '../../src/kms/kms-client.ts'
import type { KmsClient } from '../../src/kms/kms-client.ts'
import type { KmsLimits } from '../../src/kms/rate/limited-kms.ts'
import { KMS_OPERATIONS } from '../../src/kms/operations.ts'
import { scopeName } from '../../src/kms/scopes.ts'
import type { Inventory } from '../../src/rotation/inventory/inventory.ts'
import type { GatewayObserver } from '../../src/telemetry/gateway-observer.ts'
import { createMemoryLogger } from './memory-logger.ts'
import type { MemoryLogger } from './memory-logger.ts'
import { waitUntil } from './wait-until.ts'
import { NO_DEADLINE_MS, WAIT_TIMEOUT_MS } from './timeouts.ts'

export interface TestGatewayOptions extends Omit<EmulatorOptions, 'clock'> {
  /**
   * Milliseconds that pass on the clock of emulator and gateway per real millisecond while no KMS request is in flight;
   * 0 = only `passTime` and the emulator's clock move the time. Fewer pass on a slow machine. @default 1_000
   */
  readonly speed?: number
  /** How far the gateway's clock is ahead of the emulator's, in milliseconds. @default 0 */
  readonly skewMs?: number
  /** Changes the wall time of the gateway's clock. @default no change */
  readonly wall?: (now: number) => number
  /** Real milliseconds that one KMS call may take. @default {@link WAIT_TIMEOUT_MS} */
  readonly requestTimeoutMs?: number
  /**
   * The Cache-Control header of `ask` and `answer`; null = no header, so that the cache works as by default.
   * @default 'no-cache', because tests change keys without the gateway
   */
  readonly cacheControl?: string | null
  /** Starts a proxy between the gateway and the emulator. Takes the emulator's address and resolves with the proxy's. */
  readonly between?: (emulatorUrl: string) => Promise<string>
  readonly gateway?: Partial<GatewayOptions>
}

/** A gateway and its emulator over a real socket, with one clock. Dispose it. */
export interface TestGateway extends AsyncDisposable {
  readonly emulator: Emulator
  readonly gateway: Gateway
  /** One for each account and Region of the emulator. The gateway assumes a role in each account after the first. */
  readonly kms: readonly (AwsKms & KmsClient)[]
  readonly logger: MemoryLogger
  /** The inventory, once it has read every key of every scope. Fails without the option `inventory` of the gateway. */
  inventory(): Promise<Inventory>
  /** Another gateway for the same KMS, as after a restart. Dispose it. */
  another(): Gateway
  /** Advances the clock when no KMS request is in flight, so that time does not overtake the gateway's work. */
  passTime(ms: number): void
  /** Sends an operation through `fetch` without a port. Fails on errors. */
  ask<Data, Variables>(
    document: TypedDocumentNode<Data, Variables>,
    ...variables: VariablesOf<Variables>
  ): Promise<Data>
  /** The whole response, including errors. */
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

/** Limits so high that no request waits. Failed requests are sent again at once. */
export const withoutQuotas: KmsLimits = {
  share: 1,
  quotas: Object.fromEntries(KMS_OPERATIONS.map((operation) => [operation, 1e9])),
  retryPauseMs: 0,
}

/** Keeps the inventory of a gateway for a test. */
function captureInventory(): GatewayObserver & { readonly inventory: Inventory | undefined } {
  let captured: Inventory | undefined
  return {
    get inventory() {
      return captured
    },
    onInventoryCreated(inventory) {
      captured = inventory
    },
  }
}

/** Counts KMS requests in flight. */
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
  const { speed = 1_000, skewMs = 0, requestTimeoutMs = WAIT_TIMEOUT_MS, ...rest } = options
  const { gateway: gatewayOptions, wall = (now: number) => now + skewMs, ...others } = rest
  const { cacheControl = 'no-cache', between = async (url) => url, ...emulatorOptions } = others
  const emulatorClock = createEmulatorClock({ speed: 0 })
  const clock = { ...emulatorClock, now: () => wall(emulatorClock.now()) }
  const emulator = createEmulator({ ...emulatorOptions, clock: emulatorClock })
  const endpoint = await between(await emulator.listen({ port: 0 }))
  const logger = createMemoryLogger()
  const credentials = fixedCredentials({ accessKeyId: 'test', secretAccessKey: 'test' })
  const sts = createSts({ credentials, region: emulator.regions[0] ?? '', endpoint, http: DIRECT, clock })
  const openSessions = createAccountSessions({ sts, logger, clock, instance: 'test' })
  const kms = emulator.accountIds.flatMap((accountId) => {
    const roleArn = `arn:aws:iam::${accountId}:role/kms-rotation-gateway`
    const sessions =
      accountId === emulator.accountId
        ? undefined
        : openSessions({ roleArn, externalId: undefined, hasSourceIdentity: true })
    const shared = {
      accountId,
      clock,
      endpoint,
      credentials: sessions?.service ?? credentials,
      onBehalfOf: sessions && ((subject: string) => sessions.onBehalfOf(subject)),
      requestTimeoutMs,
    }
    return emulator.regions.map((region) => withMethods(createAwsKms({ ...shared, region })))
  })
  const [first, ...otherScopes] = kms
  if (!first) throw new Error('The emulator has no Regions.')
  const inFlight = countCallsInFlight()
  const captured = captureInventory()
  const passTime = (ms: number) => {
    if (inFlight.count === 0) clock.advance(ms)
  }
  const running = speed > 0 ? setInterval(() => passTime(speed), 1) : undefined
  const beforeKms = {
    kms: [first, ...otherScopes],
    clock,
    version: '0.0.0-test',
    serverLimits: { requestTimeoutMs: NO_DEADLINE_MS },
  } as const
  const gateway = createGateway({
    ...beforeKms,
    logger,
    // On a stopped clock the rate limiter grants no permits and no pause ends.
    ...(speed === 0 ? { kmsLimits: withoutQuotas } : {}),
    mode: 'EMULATED',
    ...gatewayOptions,
    observers: [inFlight, captured, ...(gatewayOptions?.observers ?? [])],
  })

  async function inventory(): Promise<Inventory> {
    const { inventory: kept } = captured
    if (!kept) throw new Error("The gateway keeps no inventory. Set its option 'inventory'.")
    const names = kms.map(({ scope }) => scopeName(scope))
    await waitUntil(() => names.every((name) => kept.stateOf(name).state === 'CURRENT'))
    return kept
  }

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
    inventory,
    another: () =>
      createGateway({
        ...beforeKms,
        logger: createMemoryLogger(),
        inventory: gatewayOptions?.inventory,
        observers: [inFlight],
      }),
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
      for (const each of [...kms, sts]) each[Symbol.dispose]()
      await emulator[Symbol.asyncDispose]()
    },
  }
}
