import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readCommandLine } from '../../src/config.ts'
import { defaultServerLimits, SHUTDOWN_TIMEOUT_MS } from '../../src/defaults.ts'

const unit = readFileSync('deploy/systemd/kms-rotation-gateway.service', 'utf8')
const valueOf = (name: string): string => new RegExp(`^${name}=(.*)$`, 'm').exec(unit)?.[1] ?? ''

test('the gateway accepts the flags of the systemd unit', () => {
  const [program, script, ...args] = valueOf('ExecStart').split(' ')
  expect([program, script]).toEqual(['/usr/bin/node', '/usr/local/lib/kms-rotation-gateway/dist/cli.js'])
  const config = args.indexOf('--config')
  expect(args[config + 1]).toBe('%E/kms-rotation-gateway/gateway.json')
  expect(readCommandLine(args.toSpliced(config, 2), {})).toMatchObject({
    kind: 'run',
    config: { dataFolder: `%S/${valueOf('StateDirectory')}` },
  })
})

test('systemd waits longer for the end of the gateway than its shutdown takes', () => {
  expect(Number(valueOf('TimeoutStopSec')) * 1_000).toBeGreaterThan(SHUTDOWN_TIMEOUT_MS)
})

test('systemd restarts the gateway after every failure, without a limit', () => {
  expect([valueOf('Restart'), valueOf('StartLimitIntervalSec'), valueOf('RestartPreventExitStatus')]).toEqual(
    ['on-failure', '0', ''],
  )
})

test('the systemd unit permits more open files than the default number of connections', () => {
  expect(Number(valueOf('LimitNOFILE'))).toBeGreaterThan(defaultServerLimits.maxConnections)
})
