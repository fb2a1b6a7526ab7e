import { expect, test } from 'vitest'
import { withMethods } from '../../src/kms/kms-client.ts'
import { createRotatingKeys } from '../../src/rotation/key-set/rotating-keys.ts'
import { createSelectedKeys } from '../../src/rotation/key-set/selected-keys.ts'
import type { Selection } from '../../src/rotation/key-set/selection.ts'
import { createFakeKms } from '../support/fake-kms.ts'
import { createMemoryLogger } from '../support/memory-logger.ts'
import { createStillClock } from '../support/still-clock.ts'
import { KEY_ARN } from './kms-values.ts'

const SLOW = '111122223333'
const FAST = '222233334444'
const arnIn = (accountId: string) => KEY_ARN.replace(/:\d{12}:/, `:${accountId}:`)

test('examinations that do not end in one account do not delay the keys of another account', async () => {
  const clock = createStillClock()
  const logger = createMemoryLogger()
  const sources = [SLOW, FAST].map((accountId) => {
    const fake = createFakeKms(arnIn(accountId))
    const kms = withMethods({ ...fake, scope: { ...fake.scope, accountId } })
    return createRotatingKeys({ name: accountId, kms, clock, logger })
  })
  using selected = createSelectedKeys({
    sources: { current: () => sources, onChange: () => ({ [Symbol.dispose]: () => {} }) },
    clock,
    logger,
  })
  const ended = new AbortController()
  const open = (name: string, account: string, examine: ReturnType<Selection['examination']>) =>
    selected.open(
      {
        name,
        covers: ({ accountId }) => accountId === account,
        canChange: false,
        coversRemoved: () => false,
        examination: () => examine,
      },
      { maxAgeMs: 0, signal: ended.signal },
    )

  let started = 0
  const slow = Array.from({ length: 6 }, (_, number) =>
    open(`slow ${number}`, SLOW, () => {
      started++
      return new Promise(() => {})
    }),
  )
  await expect.poll(() => started).toBe(4)

  const keys = await open('fast', FAST, async (keyArns) => keyArns)
  expect([...keys]).toEqual([arnIn(FAST)])

  ended.abort()
  await Promise.allSettled(slow)
})
