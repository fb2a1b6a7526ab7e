import { once, setMaxListeners } from 'node:events'
import type { Server } from 'node:http'
import { createEmulatorClock } from './emulator-clock.ts'
import type { EmulatorClock } from './emulator-clock.ts'
import { EmulatorState } from './emulator-state.ts'
import type { Fault, FaultRule } from './faults.ts'
import type { KeyBlueprint, KeyChange, PastRotation } from './key-blueprint.ts'
import type { KeyReport } from './key-report.ts'
import type { OperationName } from './operation-name.ts'
import { createEmulatorServer } from './server.ts'
import type { EmulatorSettings, SettingsPatch } from './settings.ts'
import type { EmulatorStatistics } from './statistics.ts'

export interface EmulatorOptions {
  /** @default '111122223333' */
  readonly accountId?: string
  /** All on one port; a request's Region is the one it is signed for. @default ['us-east-1', 'eu-west-1'] */
  readonly regions?: readonly string[]
  /** @default 'empty' */
  readonly fleet?: 'demo' | 'empty'
  /** @default a clock of its own, at real time */
  readonly clock?: EmulatorClock
  /** What differs from the defaults. */
  readonly settings?: SettingsPatch
}

/** A KMS for one account on this machine. Keys are named by key ID, ARN, or alias; with a Region where it takes one. */
export interface Emulator extends AsyncDisposable {
  readonly accountId: string
  readonly regions: readonly string[]
  readonly clock: EmulatorClock
  /** Resolves with the endpoint URL. Port 0 = any that is free; the host is `127.0.0.1` unless another is given. Once only. */
  listen(options: { readonly port: number; readonly host?: string }): Promise<string>

  createKey(blueprint?: KeyBlueprint): KeyReport
  changeKey(reference: string, change: KeyChange, region?: string): KeyReport
  /** Adds a completed rotation to the history. */
  addRotation(reference: string, rotation: PastRotation, region?: string): KeyReport
  /** The key is gone, as after its deletion date. */
  removeKey(reference: string, region?: string): void
  key(reference: string, region?: string): KeyReport
  keys(): readonly KeyReport[]
  /** An alias AWS lists before there is a key behind it. */
  addPredefinedAlias(region: string, aliasName: string): void

  statistics(): EmulatorStatistics
  /** Calls so far, however they ended; of one operation when it is named. */
  calls(operation?: OperationName, region?: string): number
  resetStatistics(): void

  addFault(rule: FaultRule): Fault
  faults(): readonly Fault[]
  /** Removes one fault, or all. */
  clearFaults(id?: string): void

  /** The settings, after the patch if there is one. */
  settings(patch?: SettingsPatch): EmulatorSettings
  /** Every marker given out so far is refused from now on. */
  forgetMarkers(): void
  /** Keys, settings, quotas, faults and statistics as at the start; the clock goes on. */
  reset(): void
}

export function createEmulator(options: EmulatorOptions = {}): Emulator {
  const {
    accountId = '111122223333',
    regions = ['us-east-1', 'eu-west-1'],
    fleet = 'empty',
    clock = createEmulatorClock(),
    settings = {},
  } = options
  const state = new EmulatorState({ accountId, regions, fleet, clock, settings })
  const shutdown = new AbortController()
  // Every call that a fault keeps waiting listens for the end.
  setMaxListeners(0, shutdown.signal)
  let server: Server | undefined

  return {
    accountId,
    regions,
    clock,
    async listen({ port, host = '127.0.0.1' }) {
      if (server || shutdown.signal.aborted) throw new Error('the emulator listens already, or is disposed')
      server = createEmulatorServer(state, shutdown.signal)
      server.listen(port, host)
      await once(server, 'listening')
      return endpointOf(server, host)
    },

    createKey: (blueprint = {}) => state.createKey(blueprint),
    changeKey: (reference, change, region) => state.changeKey(reference, change, region),
    addRotation: (reference, rotation, region) => state.addRotation(reference, rotation, region),
    removeKey: (reference, region) => state.removeKey(reference, region),
    key: (reference, region) => state.key(reference, region),
    keys: () => state.keys(),
    addPredefinedAlias: (region, aliasName) => state.world.store.addPredefinedAlias(region, aliasName),

    statistics: () => state.statistics.read(),
    calls: (operation, region) =>
      state.statistics
        .read()
        .calls.filter((count) => operation === undefined || count.operation === operation)
        .filter((count) => region === undefined || count.region === region)
        .reduce((total, { calls }) => total + calls, 0),
    resetStatistics: () => state.statistics.reset(),

    addFault: (rule) => state.faults.add(rule),
    faults: () => state.faults.list(),
    clearFaults: (id) => {
      state.faults.clear(id)
    },

    settings: (patch) => (patch ? state.patchSettings(patch) : state.settings()),
    forgetMarkers: () => state.world.pager.forgetMarkers(),
    reset: () => state.reset(),

    async [Symbol.asyncDispose]() {
      shutdown.abort(new Error('the emulator is disposed'))
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
