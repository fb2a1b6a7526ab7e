import type { KeyBlueprint } from '../emulator/key-blueprint.ts'
import type { KeyReport } from '../emulator/key-report.ts'
import type { LargeFleet } from '../emulator/large-fleet.ts'
import type { EmulatorSettings, SettingsPatch } from '../emulator/settings.ts'
import type { EmulatorStatistics } from '../emulator/statistics.ts'
import { startServer } from './server-process.ts'
import type { ServerProcess } from './server-process.ts'

/** The emulator in its own process, at real time and without keys. */
export interface BenchEmulator extends ServerProcess {
  createKey(blueprint?: KeyBlueprint): Promise<KeyReport>
  createFleet(fleet: LargeFleet): Promise<void>
  key(arn: string): Promise<KeyReport>
  keys(): Promise<readonly KeyReport[]>
  settings(): Promise<EmulatorSettings>
  change(settings: SettingsPatch): Promise<void>
  addFault(fault: object): Promise<void>
  /** Puts a message into the queue of a Region. */
  sendMessage(region: string, body: object): Promise<void>
  statistics(): Promise<EmulatorStatistics>
  resetStatistics(): Promise<void>
  /** The environment that makes an AWS client use the emulator. */
  readonly environment: Readonly<Record<string, string>>
}

export async function startEmulator(
  settings: SettingsPatch,
  regions: readonly string[] = ['us-east-1'],
  accountIds: readonly string[] = ['111122223333'],
): Promise<BenchEmulator> {
  const server = await startServer([
    'dist/emulator.js',
    '--port',
    '0',
    '--fleet',
    'empty',
    '--regions',
    regions.join(),
    '--account-ids',
    accountIds.join(),
  ])
  async function control<Answer>(method: string, path: string, body?: object): Promise<Answer> {
    const response = await fetch(`${server.url}/_emulator${path}`, {
      method,
      ...(body && { body: JSON.stringify(body) }),
    })
    if (!response.ok) throw new Error(`${method} ${path}: ${await response.text()}`)
    return response.json()
  }
  await control('PATCH', '/settings', settings)
  return {
    ...server,
    createKey: (blueprint = {}) => control('POST', '/keys', blueprint),
    createFleet: (fleet) => control('POST', '/fleet', fleet),
    key: (arn) => control('GET', `/keys/${encodeURIComponent(arn)}`),
    keys: async () => (await control<{ readonly keys: readonly KeyReport[] }>('GET', '/keys')).keys,
    settings: () => control('GET', '/settings'),
    change: (patch) => control('PATCH', '/settings', patch),
    addFault: (fault) => control('POST', '/faults', fault),
    sendMessage: (region, body) => control('POST', '/messages', { region, body: JSON.stringify(body) }),
    statistics: () => control('GET', '/statistics'),
    resetStatistics: () => control('DELETE', '/statistics'),
    environment: {
      AWS_ENDPOINT_URL: server.url,
      AWS_REGION: regions[0] ?? '',
      AWS_ACCESS_KEY_ID: 'bench',
      AWS_SECRET_ACCESS_KEY: 'bench',
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    },
  }
}
