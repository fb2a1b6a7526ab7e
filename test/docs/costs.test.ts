import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { createKeyWatches } from '../../src/rotation/watch/key-watches.ts'
import { defaultUsdPer10000Requests } from '../../src/defaults.ts'
import { defaultWatchIntervals } from '../../src/rotation/watch/watch-schedule.ts'
import { KEY_ARN } from '../rotation/kms-values.ts'
import { createFakeKms } from '../support/fake-kms.ts'
import { createMemoryLogger } from '../support/memory-logger.ts'
import { createStillClock } from '../support/still-clock.ts'

const page = await readFile(new URL('../../docs/costs.md', import.meta.url), 'utf8')
/** A month of 30 days. */
const SECONDS_PER_MONTH = 30 * 24 * 60 * 60
const { idleMs, historyMs, rotatingMs } = defaultWatchIntervals

/** The gateway's estimate for this number of keys. */
function costOf(keyCount: number) {
  const arns = Array.from({ length: keyCount }, (_, index) =>
    KEY_ARN.replace(/.{8}$/, String(index).padStart(8, '0')),
  )
  const kms = createFakeKms()
  using watches = createKeyWatches({
    kmsOf: () => kms,
    clock: createStillClock(),
    logger: createMemoryLogger(),
  })
  watches.watch(arns)
  const { requestsPerSecond = NaN } = watches.idlePolling(() => 'all').get('all') ?? {}
  const usdPerMonth = (requestsPerSecond * SECONDS_PER_MONTH * defaultUsdPer10000Requests) / 10_000
  return { requestsPerSecond, usdPerMonth }
}

const grouped = (number: number) => number.toLocaleString('en-US', { maximumFractionDigits: 0 })

describe('docs/costs.md', () => {
  test.each([1, 100, 1_000, 10_000])('has the gateway’s estimate for following %i keys', (keys) => {
    const { requestsPerSecond, usdPerMonth } = costOf(keys)
    const row = page.split('\n').find((line) => line.startsWith('|') && line.includes(` ${grouped(keys)} |`))
    expect(row?.split('|').map((cell) => cell.trim())).toEqual([
      '',
      grouped(keys),
      requestsPerSecond.toFixed(2),
      grouped(requestsPerSecond * SECONDS_PER_MONTH),
      usdPerMonth.toFixed(2),
      '',
    ])
  })

  test('and README.md have the same price for one key', async () => {
    const readme = await readFile(new URL('../../README.md', import.meta.url), 'utf8')
    expect(readme.replaceAll(/\s+/g, ' ')).toContain(
      `names costs about $${costOf(1).usdPerMonth.toFixed(2)} a month`,
    )
  })

  test('has the intervals and the price that the gateway uses', () => {
    const text = page.replaceAll(/\s+/g, ' ')
    expect(text).toContain(
      `GetKeyRotationStatus every ${idleMs / 1_000} seconds, and ListKeyRotations every ${historyMs / 1_000} seconds`,
    )
    expect(text).toContain(`polled every ${rotatingMs / 1_000} seconds`)
    expect(text).toContain(`10,000 requests cost about $${defaultUsdPer10000Requests}.`)
    const trailUsd = (costOf(1).requestsPerSecond * SECONDS_PER_MONTH * 2) / 100_000
    expect(text).toContain(`$${trailUsd.toFixed(2)} a month for one followed key`)
  })
})
