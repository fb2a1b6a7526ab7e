import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { createQuotaShare } from '../../src/kms/rate/quota-share.ts'
import { KMS_OPERATIONS, OPERATIONS } from '../../src/kms/operations.ts'
import { backgroundQuotas, ownQuotas } from '../../src/kms/rate/quotas.ts'

const page = await readFile(new URL('../../docs/quotas.md', import.meta.url), 'utf8')

/** The numbers of one operation: AWS's quota, our share, the reserved part, and the maximum of background requests. */
function rowOf(operation: string): readonly number[] {
  const row = page.split('\n').find((line) => line.startsWith(`| ${operation} `)) ?? ''
  return row
    .split('|')
    .slice(2, 6)
    .map((cell) => Number(cell.replaceAll(',', '')))
}

/** How many requests of one call each may send their first call at once. */
function keptOf(perSecond: number): number {
  const share = createQuotaShare(perSecond, perSecond)
  for (let kept = 0; kept < 10_000; kept++) {
    const place = { caller: '', request: String(kept) }
    if (!share.hasCapacity('RESERVED', place, 0)) return kept
    share.take('RESERVED', place, 0)
  }
  throw new Error('The reserved part has no limit.')
}

describe('docs/quotas.md', () => {
  test.each(KMS_OPERATIONS)('has the figures of %s', (operation) => {
    const own = ownQuotas()[operation]
    expect(rowOf(operation)).toEqual([
      OPERATIONS[operation].quota,
      Math.floor(own),
      keptOf(own),
      backgroundQuotas()[operation],
    ])
  })

  test('has exactly the operations that the gateway calls', () => {
    expect([...page.matchAll(/^\| ([A-Z][A-Za-z]+) +\|/gm)].map(([, name = '']) => name).toSorted()).toEqual(
      [...KMS_OPERATIONS].toSorted(),
    )
  })
})
