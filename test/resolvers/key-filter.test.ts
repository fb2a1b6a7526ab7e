import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { KeyBlueprint } from '../../emulator/key-blueprint.ts'
import type { KeyFilter } from '../documents/generated/graphql.ts'
import { startGateway } from '../support/gateway.ts'
import type { TestGateway } from '../support/gateway.ts'
import { arnsOf, keysPage, keysError } from './fleet.ts'

const onDemand = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ date: `-${60 - index}d`, type: 'ON_DEMAND' as const }))

/** One key of each kind that a filter distinguishes. */
const FLEET: Readonly<Record<string, KeyBlueprint>> = {
  plain: { createdAt: '-10d', aliases: ['app/plain'], lastUsage: { usedAt: '-1d' } },
  scheduled: {
    createdAt: '-400d',
    aliases: ['app/scheduled', 'other'],
    tags: { team: 'a', env: 'test' },
    automaticRotation: { nextRotationDate: '+30d' },
    rotations: [{ date: '-335d' }],
  },
  spent: { createdAt: '-90d', rotations: onDemand(25), tags: { team: 'b' } },
  nearly: { createdAt: '-90d', rotations: onDemand(22), tags: { team: 'a', env: 'prod' } },
  running: {
    createdAt: '-500d',
    trackingStartDate: '-30d',
    rotationInProgress: { startedAt: '-1m', completesAt: '+1h' },
  },
  disabled: { createdAt: '-800d', state: 'Disabled' },
  rsa: { spec: 'RSA_4096', usage: 'SIGN_VERIFY' },
  imported: { origin: 'EXTERNAL', createdAt: '-20d' },
  hsm: { origin: 'AWS_CLOUDHSM' },
  managed: { manager: 'AWS', aliases: ['aws/s3'], createdAt: '-900d', rotations: [{ date: '-100d' }] },
  denied: {
    aliases: ['app/denied'],
    denies: ['DescribeKey', 'GetKeyRotationStatus', 'ListKeyRotations', 'ListResourceTags'],
  },
  newer: { metadata: { KeyState: 'Hibernating', KeySpec: 'QUANTUM_9', Origin: 'MOON', KeyManager: 'ROBOT' } },
}

const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString()

const CASES: readonly (readonly [filter: KeyFilter, names: string, undecided: string])[] = [
  [{}, 'plain scheduled spent nearly running disabled rsa imported hsm managed denied newer', ''],
  [{ states: ['DISABLED'] }, 'disabled', 'denied'],
  [{ states: ['DISABLED', 'UNRECOGNIZED'] }, 'disabled newer', 'denied'],
  [{ states: [] }, '', 'denied'],
  [{ managers: ['AWS'] }, 'managed', 'denied'],
  [{ managers: ['UNRECOGNIZED'] }, 'newer', 'denied'],
  [{ origins: ['EXTERNAL', 'AWS_CLOUDHSM'] }, 'imported hsm', 'denied'],
  [{ origins: ['UNRECOGNIZED'] }, 'newer', 'denied'],
  [{ specs: ['RSA_4096', 'QUANTUM_9'] }, 'rsa newer', 'denied'],
  [{ aliasPrefix: 'app/' }, 'plain scheduled denied', ''],
  [{ aliasPrefix: 'alias/other' }, 'scheduled', ''],
  [{ aliasPrefix: 'pp/' }, '', ''],
  [{ tags: [{ key: 'team' }] }, 'scheduled spent nearly', 'denied'],
  [{ tags: [{ key: 'team', values: ['a'] }] }, 'scheduled nearly', 'denied'],
  [
    {
      tags: [
        { key: 'team', values: ['a', 'b'] },
        { key: 'env', values: ['prod'] },
      ],
    },
    'nearly',
    'denied',
  ],
  [{ tags: [{ key: 'Team' }] }, '', 'denied'],
  [{ automaticRotation: ['ENABLED'] }, 'scheduled', 'denied'],
  [{ automaticRotation: ['AWS_MANAGED', 'NOT_SUPPORTED'] }, 'rsa imported hsm managed', 'denied'],
  [{ automaticRotation: ['UNKNOWN'] }, 'denied', ''],
  [{ onDemandInProgress: true }, 'running', 'denied'],
  [
    { onDemandInProgress: false },
    'plain scheduled spent nearly disabled rsa imported hsm managed newer',
    'denied',
  ],
  [{ nextRotationBefore: '2100-01-01T00:00:00Z' }, 'scheduled', 'denied'],
  [{ nextRotationBefore: '2020-01-01T00:00:00Z' }, '', 'denied'],
  [{ lastRotatedBefore: '2000-01-01T00:00:00Z' }, 'plain running disabled rsa imported hsm newer', 'denied'],
  [{ lastRotationTypes: ['AUTOMATIC'] }, 'scheduled managed', 'denied'],
  [{ lastRotationTypes: ['ON_DEMAND'] }, 'spent nearly', 'denied'],
  [
    { unusedSince: '2000-01-01T00:00:00Z' },
    'scheduled spent nearly disabled rsa imported hsm denied newer',
    'running',
  ],
  [
    { unusedSince: '2100-01-01T00:00:00Z' },
    'plain scheduled spent nearly running disabled rsa imported hsm denied newer',
    '',
  ],
  [{ createdAfter: daysAgo(50) }, 'plain rsa imported hsm newer', 'denied'],
  [{ createdAfter: daysAgo(-1) }, '', 'denied'],
  [{ maxRemainingOnDemand: 3 }, 'spent nearly', 'denied'],
  [{ maxRemainingOnDemand: 0 }, 'spent', 'denied'],
  // KMS decides for `newer`, because the gateway does not know its values.
  [{ canRotateOnDemand: true }, 'plain scheduled nearly newer', 'denied'],
  [{ canRotateOnDemand: false }, 'spent running disabled rsa imported hsm managed', 'denied'],
  [{ compliance: ['OVERDUE'] }, 'running', 'denied'],
  [
    { compliance: ['COMPLIANT'], policy: { maxMaterialAgeInDays: 40, warnBeforeDays: 0 } },
    'plain nearly imported spent newer',
    'denied',
  ],
  [{ compliance: ['UNKNOWN'] }, 'denied', ''],
  [{ states: ['ENABLED'], tags: [{ key: 'team' }], maxRemainingOnDemand: 24 }, 'spent nearly', 'denied'],
]

describe('keys filtered by', () => {
  let gateway: TestGateway
  const names = new Map<string, string>()

  beforeAll(async () => {
    gateway = await startGateway({
      speed: 0,
      settings: { isThrottling: false },
      // With KMS's quota of GetKeyLastUsage, `unusedSince` costs more than the default.
      gateway: { rateLimit: false, limits: { maxQueryCost: 1_000_000 } },
    })
    for (const [name, blueprint] of Object.entries(FLEET))
      names.set(gateway.emulator.createKey(blueprint).arn, name)
  })
  afterAll(() => gateway[Symbol.asyncDispose]())

  test.each(CASES)('%j match, and keys that cannot be read do not', async (filter, matched, undecided) => {
    const page = await keysPage(gateway, { filter, first: 100 })
    const found = arnsOf(page).map((arn) => names.get(arn) ?? arn)
    expect(found.toSorted()).toEqual(matched.split(' ').filter(Boolean).toSorted())
    expect(page.undecidedCount).toBe(undecided.split(' ').filter(Boolean).length)
    expect(page.scannedCount).toBe(names.size)
  })

  test('each field of KeyFilter are tested here', () => {
    const tried = new Set(CASES.flatMap(([filter]) => Object.keys(filter)))
    expect([...tried].toSorted()).toEqual(
      [
        'createdAfter states managers origins specs aliasPrefix tags automaticRotation onDemandInProgress nextRotationBefore',
        'lastRotatedBefore lastRotationTypes unusedSince maxRemainingOnDemand canRotateOnDemand compliance policy',
      ]
        .join(' ')
        .split(' ')
        .toSorted(),
    )
  })

  test('an invalid policy are rejected, with the value', async () => {
    const filter = { compliance: ['OVERDUE' as const], policy: { maxMaterialAgeInDays: 0 } }
    expect(await keysError(gateway, { filter })).toEqual({
      code: 'BAD_USER_INPUT',
      message: expect.stringContaining('maxMaterialAgeInDays is 0'),
    })
  })

  test('their metadata cause no further reads', async () => {
    gateway.emulator.resetStatistics()
    await keysPage(gateway, {
      filter: { states: ['UPDATING'], tags: [{ key: 'team' }], lastRotationTypes: ['AUTOMATIC'] },
    })
    const { calls } = gateway.emulator.statistics()
    const counts = calls
      .filter(({ region }) => region === 'us-east-1')
      .map((each) => [each.operation, each.calls])
    // The state of the denied key is unknown, so the gateway also reads its tags and its history.
    expect(Object.fromEntries(counts)).toEqual({
      ListKeys: 1,
      DescribeKey: names.size,
      ListResourceTags: 1,
      ListKeyRotations: 1,
    })
  })
})
