import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { createMetrics } from '../../src/telemetry/metrics.ts'
import { metricsOf } from '../telemetry/scraped.ts'

const page = await readFile(new URL('../../docs/observability.md', import.meta.url), 'utf8')
const metrics = metricsOf(await createMetrics({ version: '1', mode: 'LIVE', linesLost: () => 0 }).text())

/** The cells of each row in the table of metrics. */
const rows = page
  .split('\n')
  .filter((line) => line.startsWith('| `kms_gateway_'))
  .map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  )
const documented = new Map(rows.map(([name = '', type]) => [name.replaceAll('`', ''), type]))
const own = [...metrics].filter(([name]) => name.startsWith('kms_gateway_'))

describe('docs/observability.md', () => {
  test.each(own)('has a line for %s, with its type', (name, { type }) => {
    expect(documented.get(name)).toBe(type)
  })

  test('has no line for a metric that does not exist', () => {
    expect([...documented.keys()].filter((name) => !metrics.has(name))).toEqual([])
    expect(documented.size).toBe(own.length)
  })

  test('has a unit and a meaning for each metric', () => {
    for (const [, , unit, , meaning] of rows) expect(unit && meaning).toBeTruthy()
  })

  test('names only metrics that exist', () => {
    const named = page.match(/\b(kms_gateway|nodejs|process)_[a-z0-9_]+/g) ?? []
    const base = (name: string) => (metrics.has(name) ? name : name.replace(/_(bucket|count|sum)$/, ''))
    expect(named.length).toBeGreaterThan(20)
    expect(named.filter((name) => !metrics.has(base(name)))).toEqual([])
  })
})
