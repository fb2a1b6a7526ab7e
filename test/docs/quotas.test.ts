import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { createQuotaShare } from '../../src/kms/rate/quota-share.ts'
import { AWS_QUOTAS, KMS_OPERATIONS, ownQuotas } from '../../src/kms/rate/quotas.ts'

const page = await readFile(new URL('../../docs/quotas.md', import.meta.url), 'utf8')

/** Of one operation: AWS's quota, our share, and what of it is kept. */
function rowOf(operation: string): readonly number[] {
  const row = page.split('\n').find((line) => line.startsWith(`| ${operation} `)) ?? ''
  return row
    .split('|')
    .slice(2, 5)
    .map((cell) => Number(cell.replaceAll(',', '')))
}

/** How many first calls may be sent at once by requests of one call each. */
function keptOf(perSecond: number): number {
  const share = createQuotaShare(perSecond)
  for (let kept = 0; kept < 10_000; kept++) {
    const place = { caller: '', request: String(kept) }
    if (!share.hasRoom('KEPT', place, 0)) return kept
    share.take('KEPT', place, 0)
  }
  throw new Error('There is no bound.')
}

describe('docs/quotas.md', () => {
  test.each(KMS_OPERATIONS)('has the figures of %s', (operation) => {
    const own = ownQuotas()[operation]
    expect(rowOf(operation)).toEqual([AWS_QUOTAS[operation], Math.floor(own), keptOf(own)])
  })

  test('says whatever there is to say of operations that are asked', () => {
    expect([...page.matchAll(/^\| ([A-Z][A-Za-z]+) +\|/gm)].map(([, name = '']) => name).toSorted()).toEqual(
      [...KMS_OPERATIONS].toSorted(),
    )
  })
})
