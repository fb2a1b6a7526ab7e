import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { defaultLimits, defaultRateLimit } from '../../src/defaults.ts'
import { KMS_POINTS } from '../../src/kms/rate/kms-points.ts'
import { MAX_ITEMS, MAX_PAGES } from '../../src/kms/list-walk.ts'
import { DEFAULT_REQUEST_TIMEOUT_MS, MAX_RESPONSE_BYTES } from '../../src/kms/aws/undici-handler.ts'

const page = await readFile(new URL('../../docs/limits.md', import.meta.url), 'utf8')
const cellsOf = (text: string): readonly string[] =>
  page
    .split('\n')
    .find((line) => line.startsWith('|') && line.includes(text))
    ?.split('|')
    .map((cell) => cell.trim()) ?? []

describe('docs/limits.md', () => {
  test.each(Object.entries(KMS_POINTS))('says that %s costs %i points', (operation, points) => {
    expect(cellsOf(operation)[3]).toBe(String(points))
  })

  test.each(Object.entries(defaultLimits).filter(([name]) => name.startsWith('maxQuery')))(
    'says that %s is %i',
    (name, limit) => {
      const [, flag, initial] = cellsOf(`\`limits.${name}\``)
      expect(flag).toContain(`--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`)
      expect(initial?.split(' ')[0]).toBe(String(limit))
    },
  )

  test.each([
    ['seconds for one request', DEFAULT_REQUEST_TIMEOUT_MS / 1_000],
    ['bytes of one response', MAX_RESPONSE_BYTES],
    ['pages of a list', MAX_PAGES],
    ['items of a list', MAX_ITEMS],
  ])('has the limit on KMS responses: %s', (bound, most) => {
    expect(cellsOf(bound)[2]).toBe(String(most))
  })

  test('has the default budget of a caller', () => {
    expect(cellsOf('`--rate-limit-points`')[2]).toBe(String(defaultRateLimit.maximumAvailable))
    expect(cellsOf('`--rate-limit-points-per-second`')[2]).toBe(String(defaultRateLimit.restoreRate))
  })
})
