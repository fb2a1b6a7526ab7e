import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import type { KeyBlueprint } from '../../emulator/key-blueprint.ts'
import { defaultPolicy } from '../../src/defaults.ts'
import { openRotationPolicyFile } from '../../src/rotation/policy/open-rotation-policy-file.ts'
import { parseRotationPolicy } from '../../src/rotation/policy/parse-rotation-policy.ts'
import { startGateway } from '../support/gateway.ts'
import type { TestGateway } from '../support/gateway.ts'
import { createMemoryLogger } from '../support/memory-logger.ts'
import { waitUntil } from '../support/wait-until.ts'

const documentOf = (file: object) =>
  parseRotationPolicy(JSON.stringify(file), { source: 'rotation-policy.json', defaults: defaultPolicy })

const startWith = (file: object) =>
  startGateway({ speed: 0, gateway: { rotationPolicy: { current: documentOf(file) } } })

const exception = (id: string, match: object, until = '2099-06-30T00:00:00Z') => ({
  id,
  match,
  reason: 'The vendor replaces the key',
  approvedBy: 'CISO',
  until,
})

const FILE = {
  owner: { tag: 'team' },
  rules: [
    {
      id: 'pci',
      name: 'Card data',
      match: { tags: { 'data-class': 'pci' } },
      maxMaterialAgeInDays: 90,
      owner: 'payments-oncall',
    },
    {
      id: 'signing',
      match: { specs: ['RSA_*', 'ECC_*'] },
      manualRotation: { maxAgeInDays: 400, countFrom: 'ALIAS_UPDATE' },
    },
  ],
  exceptions: [exception('EX-1', { aliases: 'vendor-*' })],
}

const COMPLIANCE =
  'query($arn: String!, $policy: RotationPolicyInput) { key(by: { arn: $arn }) { owner compliance(policy: $policy) { verdict owner reasons rule { ruleId name } exception { exceptionId reason approvedBy endsAt hasEnded } } } }'

async function complianceOf(gateway: TestGateway, arn: string, policy?: object): Promise<unknown> {
  const { data, errors } = await gateway.answer<{ key: unknown }, object>(COMPLIANCE, {
    arn,
    policy: policy ?? null,
  })
  expect(errors).toBeUndefined()
  return data?.key
}

describe('Key.compliance with a rotation policy', () => {
  test('names the rule and the owner', async () => {
    await using gateway = await startWith(FILE)
    const show = (blueprint: KeyBlueprint) => complianceOf(gateway, gateway.emulator.createKey(blueprint).arn)
    expect(await show({ createdAt: '-100d', tags: { 'data-class': 'pci' } })).toEqual({
      owner: 'payments-oncall',
      compliance: {
        verdict: 'OVERDUE',
        owner: 'payments-oncall',
        reasons: ['NEVER_ROTATED', 'MATERIAL_TOO_OLD'],
        rule: { ruleId: 'pci', name: 'Card data' },
        exception: null,
      },
    })
    expect(await show({ createdAt: '-100d', tags: { team: 'orders' } })).toMatchObject({
      owner: 'orders',
      compliance: { verdict: 'COMPLIANT', owner: 'orders', rule: null },
    })
    expect(await show({ manager: 'AWS', aliases: ['aws/s3'] })).toMatchObject({
      owner: null,
      compliance: { verdict: 'NOT_APPLICABLE', rule: null },
    })
  })

  test('is EXCEPTED while an exception applies, and names the exception', async () => {
    await using gateway = await startWith(FILE)
    const { arn } = gateway.emulator.createKey({ createdAt: '-900d', aliases: ['vendor-erp'] })
    expect(await complianceOf(gateway, arn)).toMatchObject({
      compliance: {
        verdict: 'EXCEPTED',
        reasons: ['NEVER_ROTATED', 'MATERIAL_TOO_OLD'],
        exception: {
          exceptionId: 'EX-1',
          reason: 'The vendor replaces the key',
          approvedBy: 'CISO',
          endsAt: '2099-06-30T00:00:00.000Z',
          hasEnded: false,
        },
      },
    })
  })

  test('is MANUAL_DUE for a signing key whose alias was moved to it too long ago', async () => {
    await using gateway = await startWith(FILE)
    const { arn } = gateway.emulator.createKey({
      createdAt: '-500d',
      spec: 'RSA_4096',
      usage: 'SIGN_VERIFY',
      aliases: ['jwt-signer'],
    })
    expect(await complianceOf(gateway, arn)).toMatchObject({
      compliance: {
        verdict: 'MANUAL_DUE',
        reasons: ['SPEC_NOT_SUPPORTED', 'MATERIAL_TOO_OLD'],
        rule: { ruleId: 'signing', name: 'signing' },
      },
    })
  })

  test('is UNKNOWN with the reason if the tags or aliases that decide cannot be read', async () => {
    await using gateway = await startWith({ ...FILE, exceptions: [] })
    const denied = gateway.emulator.createKey({ createdAt: '-10d', denies: ['ListResourceTags'] })
    expect(await complianceOf(gateway, denied.arn)).toMatchObject({
      owner: null,
      compliance: { verdict: 'UNKNOWN', reasons: ['TAGS_UNREADABLE'], rule: null, owner: null },
    })
  })

  test('ignores rules and exceptions if the query gives a policy', async () => {
    await using gateway = await startWith(FILE)
    const { arn } = gateway.emulator.createKey({
      createdAt: '-100d',
      tags: { 'data-class': 'pci' },
      aliases: ['vendor-erp'],
    })
    expect(await complianceOf(gateway, arn, { warnBeforeDays: 0 })).toEqual({
      owner: 'payments-oncall',
      compliance: {
        verdict: 'COMPLIANT',
        owner: 'payments-oncall',
        reasons: ['NEVER_ROTATED'],
        rule: null,
        exception: null,
      },
    })
  })

  test('reads aliases and tags only if the policy depends on them', async () => {
    await using gateway = await startWith({
      rules: [
        { id: 'a', match: { regions: 'eu-*', tags: { team: '*' } } },
        { id: 'b', match: { accounts: '1111*' }, maxMaterialAgeInDays: 90 },
      ],
    })
    const { arn } = gateway.emulator.createKey({ createdAt: '-100d' })
    gateway.emulator.resetStatistics()
    const { data } = await gateway.answer(
      'query($arn: String!) { key(by: { arn: $arn }) { compliance { verdict rule { ruleId } } } }',
      { arn },
    )
    expect(data).toEqual({ key: { compliance: { verdict: 'OVERDUE', rule: { ruleId: 'b' } } } })
    const calls = gateway.emulator.statistics().calls.map(({ operation }) => operation)
    expect(calls.toSorted()).toEqual(['DescribeKey', 'GetKeyRotationStatus', 'ListKeyRotations'])
  })
})

describe('the filters by rotation policy', () => {
  test('select keys by owner, by rule and by exception, and count keys that cannot be decided', async () => {
    await using gateway = await startWith(FILE)
    const { emulator } = gateway
    const card = emulator.createKey({ tags: { 'data-class': 'pci' } }).arn
    const orders = emulator.createKey({ tags: { team: 'orders' } }).arn
    const vendor = emulator.createKey({ tags: { team: 'orders' }, aliases: ['vendor-erp'] }).arn
    emulator.createKey({ denies: ['ListResourceTags'] })
    const show = async (filter: object) => {
      const { data } = await gateway.answer<
        { keys: { nodes: { arn: string }[]; undecidedCount: number } },
        object
      >('query($filter: KeyFilter) { keys(filter: $filter) { nodes { arn } undecidedCount } }', { filter })
      return [new Set(data?.keys.nodes.map(({ arn }) => arn)), data?.keys.undecidedCount]
    }
    expect(await show({ owners: ['payments-oncall'] })).toEqual([new Set([card]), 1])
    expect(await show({ owners: ['orders', 'sales'] })).toEqual([new Set([orders, vendor]), 1])
    expect(await show({ rules: ['pci', 'signing'] })).toEqual([new Set([card]), 1])
    expect(await show({ hasException: true })).toEqual([new Set([vendor]), 0])
    expect(await show({ compliance: ['EXCEPTED'] })).toEqual([new Set([vendor]), 1])
    const [others] = await show({ hasException: false })
    expect(others).not.toContain(vendor)
  })
})

describe('Query.rotationPolicy', () => {
  test('lists the rules in order and the exceptions with the days that are left', async () => {
    await using gateway = await startWith({
      ...FILE,
      exceptions: [
        ...FILE.exceptions,
        exception('EX-2', { tags: { legacy: ['a', 'b'] } }, '2020-01-01T00:00:00Z'),
      ],
    })
    const { data, errors } = await gateway.answer(
      `{ rotationPolicy {
        defaultRequirements { maxMaterialAgeInDays warnBeforeDays isAutomaticRotationRequired maxRotationPeriodInDays }
        defaultOwner { name tagKey }
        rules { ruleId name owner { name tagKey } conditions { tags { key values } specs aliases }
          requirements { maxMaterialAgeInDays manualRotation { maxAgeInDays countFrom } } }
        exceptions { exceptionId hasEnded daysLeft keys { arn } conditions { aliases keys tags { key values } } }
      } }`,
    )
    expect(errors).toBeUndefined()
    expect(data).toEqual({
      rotationPolicy: {
        defaultRequirements: {
          maxMaterialAgeInDays: 365,
          warnBeforeDays: 30,
          isAutomaticRotationRequired: false,
          maxRotationPeriodInDays: null,
        },
        defaultOwner: { name: null, tagKey: 'team' },
        rules: [
          {
            ruleId: 'pci',
            name: 'Card data',
            owner: { name: 'payments-oncall', tagKey: null },
            conditions: { tags: [{ key: 'data-class', values: ['pci'] }], specs: null, aliases: null },
            requirements: { maxMaterialAgeInDays: 90, manualRotation: null },
          },
          {
            ruleId: 'signing',
            name: 'signing',
            owner: { name: null, tagKey: 'team' },
            conditions: { tags: null, specs: ['RSA_*', 'ECC_*'], aliases: null },
            requirements: {
              maxMaterialAgeInDays: 365,
              manualRotation: { maxAgeInDays: 400, countFrom: 'ALIAS_UPDATE' },
            },
          },
        ],
        exceptions: [
          {
            exceptionId: 'EX-1',
            hasEnded: false,
            daysLeft: expect.any(Number),
            keys: [],
            conditions: { aliases: ['alias/vendor-*'], keys: null, tags: null },
          },
          {
            exceptionId: 'EX-2',
            hasEnded: true,
            daysLeft: 0,
            keys: [],
            conditions: { aliases: null, keys: null, tags: [{ key: 'legacy', values: ['a', 'b'] }] },
          },
        ],
      },
    })
  })

  test('selects the exceptions that end within a number of days, the next to end first', async () => {
    const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString()
    await using gateway = await startWith({
      exceptions: [
        exception('month', { specs: '*' }, inDays(29)),
        exception('year', { specs: '*' }, inDays(365)),
        exception('tomorrow', { specs: '*' }, inDays(1)),
        exception('ended', { specs: '*' }, inDays(-1)),
      ],
    })
    const { data } = await gateway.answer(
      '{ rotationPolicy { exceptions(endingWithinDays: 30) { exceptionId } } }',
    )
    expect(data).toEqual({
      rotationPolicy: { exceptions: [{ exceptionId: 'tomorrow' }, { exceptionId: 'month' }] },
    })
  })
})

describe('a rotation policy file', () => {
  test('that changes while the gateway runs applies to the next query, unless its new content is invalid', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'rotation-policy-'))
    try {
      const file = path.join(folder, 'rotation-policy.json')
      const write = (content: object) => writeFile(file, JSON.stringify(content))
      await write({ maxMaterialAgeInDays: 100 })
      const logger = createMemoryLogger()
      using rotationPolicy = await openRotationPolicyFile({ path: file, logger, pollIntervalMs: 5 })
      await using gateway = await startGateway({ speed: 0, gateway: { rotationPolicy } })
      const { arn } = gateway.emulator.createKey({ createdAt: '-200d' })
      const verdict = async () => complianceOf(gateway, arn)
      expect(await verdict()).toMatchObject({ compliance: { verdict: 'OVERDUE' } })

      await write({ rules: [{ id: 'b', maxMaterialAge: 300 }] })
      await waitUntil(() => logger.lines.some(({ level }) => level === 'error'))
      expect(logger.lines.at(-1)).toMatchObject({
        message: 'the rotation policy file could not be read again; its previous content stays in use',
        fields: {
          err: { message: expect.stringMatching(/rules\[0\]\.maxMaterialAge is not known/) },
        },
      })
      expect(await verdict()).toMatchObject({ compliance: { verdict: 'OVERDUE' } })

      await write({ rules: [{ id: 'b', maxMaterialAgeInDays: 300 }] })
      await waitUntil(() => rotationPolicy.current.rules.length === 1)
      expect(await verdict()).toMatchObject({ compliance: { verdict: 'COMPLIANT', rule: { ruleId: 'b' } } })
    } finally {
      await rm(folder, { recursive: true })
    }
  })
})
