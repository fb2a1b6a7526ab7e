import { once, setMaxListeners } from 'node:events'
import type { Server } from 'node:http'
import type { LoggedCall } from './call-log.ts'
import { createEmulatorClock } from './emulator-clock.ts'
import type { EmulatorClock } from './emulator-clock.ts'
import { EmulatorState } from './emulator-state.ts'
import type { Fault, FaultRule } from './faults.ts'
import type { KeyBlueprint, KeyChange, PastRotation } from './key-blueprint.ts'
import type { KeyEvent } from './key-events.ts'
import type { KeyReport } from './key-report.ts'
import type { LargeFleet } from './large-fleet.ts'
import type { OperationName } from './operation-name.ts'
import type { Role, RoleBlueprint } from './role.ts'
import { createEmulatorServer } from './server.ts'
import { QUEUE_NAME } from './sqs/queues.ts'
import type { QueueReport } from './sqs/queues.ts'
import type { EmulatorSettings, SettingsPatch } from './settings.ts'
import type { EmulatorStatistics } from './statistics.ts'

export interface EmulatorOptions {
  /** All accounts share one port. Base access keys belong to the first one. @default ['111122223333'] */
  readonly accountIds?: readonly string[]
  /** All Regions share one port. The signature of a request names its Region. @default ['us-east-1', 'eu-west-1'] */
  readonly regions?: readonly string[]
  /** @default 'empty' */
  readonly fleet?: 'demo' | 'empty'
  /** @default a clock that follows real time */
  readonly clock?: EmulatorClock
  /** Roles that differ from the default: everyone may assume every role of the accounts. */
  readonly iamRoles?: readonly RoleBlueprint[]
  /** Settings that differ from the defaults. */
  readonly settings?: SettingsPatch
}

/**
 * A local KMS and STS for one or more accounts. A `reference` is a key ID, key ARN, alias name or alias ARN. Pass `region`
 * when several Regions have the key, and an ARN when several accounts have it.
 */
export interface Emulator extends AsyncDisposable {
  /** The first account. */
  readonly accountId: string
  readonly accountIds: readonly string[]
  readonly regions: readonly string[]
  readonly clock: EmulatorClock
  /** Resolves with the endpoint URL. Port 0 = any free port. The default host is `127.0.0.1`. Call it once. */
  listen(options: { readonly port: number; readonly host?: string }): Promise<string>

  createKey(blueprint?: KeyBlueprint): KeyReport
  /** Creates a large fleet in the accounts and Regions of the emulator, without events. Returns the ARNs. */
  createFleet(fleet: LargeFleet): readonly string[]
  changeKey(reference: string, change: KeyChange, region?: string): KeyReport
  /** Adds a completed rotation to the history. */
  addRotation(reference: string, rotation: PastRotation, region?: string): KeyReport
  /** Deletes the key, as KMS does on its deletion date. */
  removeKey(reference: string, region?: string): void
  key(reference: string, region?: string): KeyReport
  keys(): readonly KeyReport[]
  /** Adds an AWS alias that KMS lists before the AWS managed key exists. @default accountId the first account */
  addPredefinedAlias(region: string, aliasName: string, accountId?: string): void

  /** Replaces a role. */
  setRole(blueprint: RoleBlueprint): Role
  /** The roles that differ from the default. */
  roles(): readonly Role[]

  /** Notifies the listener of each change of a key. A rotation is reported when it completes on the emulator's clock. */
  onChange(listener: (event: KeyEvent) => void): Disposable

  /** The URL of the SQS queue of each Region. The signature of a request names the Region. Call it after `listen`. */
  queueUrl(): string
  /** Puts a message into the queue of a Region, for example one that is malformed. */
  sendMessage(region: string, body: string): void
  /** The queues and their dead-letter queues. */
  queues(): readonly QueueReport[]
  /** Empties the queues. */
  purgeQueues(): void

  statistics(): EmulatorStatistics
  /** Number of calls since the last reset, with any outcome, optionally of one operation, Region or account. */
  calls(operation?: OperationName, region?: string, accountId?: string): number
  resetStatistics(): void

  /** The last 10,000 calls of any outcome, in the order in which they ended. */
  callLog(): readonly LoggedCall[]
  clearCallLog(): void

  addFault(rule: FaultRule): Fault
  faults(): readonly Fault[]
  /** Removes the fault with this id, or all faults. */
  clearFaults(id?: string): void

  /** Applies the patch, if given, and returns the settings. */
  settings(patch?: SettingsPatch): EmulatorSettings
  /** Makes every marker issued so far invalid. */
  invalidateMarkers(): void
  /** Restores keys, roles, settings, quotas, faults, statistics, queues and the call log. The clock keeps its time, and sessions stay valid. */
  reset(): void
}

export function createEmulator(options: EmulatorOptions = {}): Emulator {
  const {
    accountIds: [accountId = '111122223333', ...otherAccountIds] = [],
    regions = ['us-east-1', 'eu-west-1'],
    fleet = 'empty',
    clock = createEmulatorClock(),
    iamRoles = [],
    settings = {},
  } = options
  const accountIds = [accountId, ...otherAccountIds] as const
  const state = new EmulatorState({ accountIds, regions, fleet, clock, iamRoles, settings })
  const shutdown = new AbortController()
  // Every call that a latency fault delays adds a listener.
  setMaxListeners(0, shutdown.signal)
  let server: Server | undefined
  let listeningHost = ''

  return {
    accountId,
    accountIds,
    regions,
    clock,
    async listen({ port, host = '127.0.0.1' }) {
      if (server || shutdown.signal.aborted)
        throw new Error('the emulator is already listening or has been disposed')
      server = createEmulatorServer(state, shutdown.signal)
      listeningHost = host
      server.listen(port, host)
      await once(server, 'listening')
      return endpointOf(server, host)
    },

    createKey: (blueprint = {}) => state.createKey(blueprint),
    createFleet: (fleet) => state.createFleet(fleet),
    changeKey: (reference, change, region) => state.changeKey(reference, change, region),
    addRotation: (reference, rotation, region) => state.addRotation(reference, rotation, region),
    removeKey: (reference, region) => state.removeKey(reference, region),
    key: (reference, region) => state.key(reference, region),
    keys: () => state.keys(),
    addPredefinedAlias: (region, aliasName, account) => state.addPredefinedAlias(region, aliasName, account),

    setRole: (blueprint) => state.setRole(blueprint),
    roles: () => state.world.roles.list(),

    onChange: (listener) => state.events.on(listener),

    queueUrl() {
      if (!server) throw new Error('the emulator is not listening yet')
      return `${endpointOf(server, listeningHost)}/${accountId}/${QUEUE_NAME}`
    },
    sendMessage: (region, body) => state.sendMessage(region, body),
    queues: () => state.queues.list(),
    purgeQueues: () => state.queues.purge(),

    statistics: () => state.statistics.read(),
    calls: (operation, region, account) =>
      state.statistics
        .read()
        .calls.filter((count) => operation === undefined || count.operation === operation)
        .filter((count) => region === undefined || count.region === region)
        .filter((count) => account === undefined || count.accountId === account)
        .reduce((total, { calls }) => total + calls, 0),
    resetStatistics: () => state.statistics.reset(),

    callLog: () => state.callLog.list(),
    clearCallLog: () => state.callLog.clear(),

    addFault: (rule) => state.faults.add(rule),
    faults: () => state.faults.list(),
    clearFaults: (id) => {
      state.faults.clear(id)
    },

    settings: (patch) => (patch ? state.patchSettings(patch) : state.settings()),
    invalidateMarkers: () => state.world.pager.invalidateMarkers(),
    reset: () => state.reset(),

    async [Symbol.asyncDispose]() {
      shutdown.abort(new Error('the emulator is disposed'))
      state.events[Symbol.dispose]()
      if (!server?.listening) return
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

function endpointOf(server: Server, host: string): string {
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`
}
