import { describe, expect, test } from 'vitest'
import { allObservers } from '../../src/gateway/all-observers.ts'
import { createScopeLayers } from '../../src/gateway/scope-layers.ts'
import type { ServedScope } from '../../src/gateway/served-scopes.ts'
import { StartupError } from '../../src/errors/startup-error.ts'
import { toKeyArn } from '../../src/kms/scopes.ts'
import type { KmsLimits } from '../../src/kms/rate/limited-kms.ts'
import { createFakeKms } from '../support/fake-kms.ts'
import { createMemoryLogger } from '../support/memory-logger.ts'
import { createServedScopes } from '../support/served-scopes.ts'
import { createStillClock, settle } from '../support/still-clock.ts'

const arnOf = (accountId: string) =>
  `arn:aws:kms:us-east-1:${accountId}:key/1234abcd-12ab-34cd-56ef-1234567890ab`
const FIRST = arnOf('111122223333')
const SECOND = arnOf('222233334444')

function start(first: readonly ServedScope[], kmsLimits: KmsLimits = {}) {
  const clock = createStillClock()
  const logger = createMemoryLogger()
  const served = createServedScopes(first)
  const layers = createScopeLayers({ kms: served, kmsLimits }, { clock, logger, observers: allObservers([]) })
  const names = () => layers.scopes.all.map(({ name }) => name)
  return { clock, logger, served, layers, names }
}

const scopeFor = (arn: string, others: Omit<ServedScope, 'kms'> = {}) => ({
  kms: createFakeKms(arn),
  ...others,
})

describe('the scopes that a gateway serves', () => {
  test('are added and removed while the gateway runs, and an unchanged scope keeps its cached responses', async () => {
    const [first, second] = [scopeFor(FIRST), scopeFor(SECOND, { accountName: 'orders' })]
    const { served, layers, names } = start([first])
    const [before] = layers.scopes.all
    await before?.kms.describeKey(FIRST)
    served.change([second, first])
    expect(names()).toEqual(['222233334444/us-east-1', '111122223333/us-east-1'])
    expect(layers.scopes.default.accountName).toBe('orders')
    expect(layers.scopes.of(toKeyArn(FIRST))).toBe(before)
    await layers.scopes.of(toKeyArn(FIRST)).kms.describeKey(FIRST)
    expect(first.kms.calls('DescribeKey')).toBe(1)
    served.change([second])
    expect(names()).toEqual(['222233334444/us-east-1'])
  })

  test('reject waiting and later calls of a removed scope, and send nothing', async () => {
    const [first, second] = [scopeFor(FIRST), scopeFor(SECOND)]
    const { clock, served, layers } = start([first, second], { quotas: { DescribeKey: 2 } })
    const removed = layers.scopes.of(toKeyArn(SECOND)).kms
    await removed.fresh.describeKey(SECOND)
    const waiting = removed.fresh.describeKey(SECOND)
    await settle()
    served.change([first])
    const message = 'The gateway no longer serves 222233334444/us-east-1, so it did not send the request.'
    await expect(waiting).rejects.toThrow(message)
    await expect(removed.fresh.getKeyRotationStatus(SECOND)).rejects.toThrow(message)
    expect(second.kms.calls()).toBe(1)
    expect(clock.sleeping).toBe(0)
  })

  test('have a client that outlives a removal: it rejects while the scope is not served, and continues afterwards', async () => {
    const [first, second] = [scopeFor(FIRST), scopeFor(SECOND)]
    const { served, layers } = start([first, second])
    const client = layers.freshOf(toKeyArn(SECOND))
    await client.describeKey(SECOND)
    served.change([first])
    await expect(client.describeKey(SECOND)).rejects.toThrow(
      'The gateway does not serve 222233334444/us-east-1, so it did not send DescribeKey.',
    )
    const again = scopeFor(SECOND)
    served.change([first, again])
    await client.describeKey(SECOND)
    expect([second.kms.calls(), again.kms.calls()]).toEqual([1, 1])
  })

  test('use the share and the quotas of their account, and those of the gateway for other operations', () => {
    const own = scopeFor(SECOND, { quotas: { share: 0.25, quotas: { ListKeys: 200 } } })
    const { layers } = start([scopeFor(FIRST), own], {
      share: 0.5,
      quotas: { ListAliases: 100, ListKeys: 80 },
    })
    const perSecond = (arn: string) =>
      Object.fromEntries(
        layers.scopes
          .of(toKeyArn(arn))
          .limited.budgets()
          .map(({ operation, requestsPerSecond }) => [operation, requestsPerSecond]),
      )
    expect(perSecond(FIRST)).toMatchObject({ ListAliases: 50, ListKeys: 40 })
    expect(perSecond(SECOND)).toMatchObject({ ListAliases: 25, ListKeys: 50 })
  })

  test.each<[string, readonly ServedScope[], string]>([
    ['no scope', [], 'The list of accounts and Regions to serve is empty. Give at least one.'],
    [
      'a scope twice',
      [scopeFor(FIRST), scopeFor(FIRST)],
      '111122223333/us-east-1 is given twice. Give each account and Region once.',
    ],
    [
      'an invalid quota',
      [scopeFor(FIRST, { quotas: { quotas: { ListKeys: 0 } } })],
      'The quota of ListKeys is 0 requests per second. Set it above 0.',
    ],
  ])('reject %s at start, and a change to it is logged and not applied', (_, invalid, reason) => {
    expect(() => start(invalid)).toThrow(new StartupError(reason))
    const { logger, served, names } = start([scopeFor(SECOND)])
    served.change(invalid)
    expect(names()).toEqual(['222233334444/us-east-1'])
    expect(logger.lines).toMatchObject([
      { level: 'error', fields: { reason }, message: 'scopes: the change was not applied' },
    ])
  })

  test('reject waiting calls when the gateway shuts down', async () => {
    const { layers } = start([scopeFor(FIRST)], { quotas: { DescribeKey: 2 } })
    const { kms } = layers.scopes.default
    await kms.fresh.describeKey(FIRST)
    const waiting = kms.fresh.describeKey(FIRST)
    await settle()
    layers[Symbol.dispose]()
    await expect(waiting).rejects.toThrow('The gateway is shutting down, so it did not send the request.')
  })
})
