import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { defaultLimits, defaultRateLimit } from '../../src/gateway/options.ts'
import { KMS_POINTS } from '../../src/kms/kms-points.ts'

const page = await readFile(new URL('../../docs/limits.md', import.meta.url), 'utf8')
const cellsOf = (text: string): readonly string[] =>
  page
    .split('\n')
    .find((line) => line.startsWith('|') && line.includes(text))
    ?.split('|')
    .map((cell) => cell.trim()) ?? []

describe('docs/limits.md', () => {
  it.each(Object.entries(KMS_POINTS))('says that %s weighs %i points', (operation, points) => {
    expect(cellsOf(operation)[3]).toBe(String(points))
  })

  it.each(Object.entries(defaultLimits).filter(([name]) => name.startsWith('maxQuery')))(
    'says that %s is %i',
    (name, limit) => {
      const [, flag, initial] = cellsOf(`\`${name}\``)
      expect(flag).toContain(`--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`)
      expect(initial?.split(' ')[0]).toBe(String(limit))
    },
  )

  it('says what a caller may spend', () => {
    expect(cellsOf('`--rate-limit-points`')[2]).toBe(`${defaultRateLimit.maximumAvailable} points`)
    expect(cellsOf('`--rate-limit-points-per-second`')[2]).toBe(`${defaultRateLimit.restoreRate} points`)
  })
})
