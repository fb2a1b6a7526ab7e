import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { FaultRule } from '../../emulator/faults.ts'
import type { KeyReport } from '../../emulator/key-report.ts'
import type { SettingsPatch } from '../../emulator/settings.ts'
import type { EmulatorStatistics } from '../../emulator/statistics.ts'

/** The built emulator as a process of its own, at real time, without keys at first. */
export interface EmulatorProcess extends AsyncDisposable {
  readonly url: string
  createKey(): Promise<KeyReport>
  key(arn: string): Promise<KeyReport>
  addFault(rule: FaultRule): Promise<void>
  clearFaults(): Promise<void>
  /** Finished RotateKeyOnDemand requests, with any outcome. Requests in flight are not counted. */
  rotateCalls(): Promise<number>
}

export async function startEmulatorProcess(settings: SettingsPatch): Promise<EmulatorProcess> {
  const child = spawn(process.execPath, ['dist/emulator.js', '--port', '0', '--fleet', 'empty'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(child, 'close')
  let url = ''
  for await (const line of createInterface({ input: child.stdout })) {
    url = /http:\S+/.exec(line)?.[0] ?? ''
    if (url) break
  }
  if (!url) throw new Error('The emulator did not say where it listens.')

  async function control<Answer>(method: string, path: string, body?: object): Promise<Answer> {
    const response = await fetch(`${url}/_emulator${path}`, {
      method,
      ...(body && { body: JSON.stringify(body) }),
    })
    if (!response.ok) throw new Error(`${method} ${path}: ${await response.text()}`)
    return response.json()
  }

  await control('PATCH', '/settings', settings)
  return {
    url,
    createKey: () => control('POST', '/keys', {}),
    key: (arn) => control('GET', `/keys/${encodeURIComponent(arn)}`),
    addFault: (rule) => control('POST', '/faults', rule),
    clearFaults: () => control('DELETE', '/faults'),
    async rotateCalls() {
      const { calls } = await control<EmulatorStatistics>('GET', '/statistics')
      return calls.find(({ operation }) => operation === 'RotateKeyOnDemand')?.calls ?? 0
    },
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL')
      await ended
    },
  }
}
