import { describe, expect, test } from 'vitest'
import { deniedActions } from '../../console/key/denied-actions.ts'
import { mergeHistory, nextHistory } from '../../console/key/history.ts'
import { keyBy } from '../../console/key/key-by.ts'
import { why } from '../../console/key/why.ts'
import type {
  HistoryChangeFragment,
  KeyFactsFragment,
  KeyHistoryQuery,
  ProblemFragment,
  RequirementsFragment,
} from '../../console/generated/graphql.ts'

const ARN = 'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab'

describe('the address of a key page', () => {
  test.each([
    [ARN, { arn: ARN }],
    [
      'arn:aws:kms:us-east-1:111122223333:alias/orders',
      { alias: 'arn:aws:kms:us-east-1:111122223333:alias/orders' },
    ],
    ['alias/aws/s3', { alias: 'alias/aws/s3' }],
    ['1234abcd-12ab-34cd-56ef-1234567890ab', { keyId: '1234abcd-12ab-34cd-56ef-1234567890ab' }],
  ])('%s names a key', (text, by) => {
    expect(keyBy(text)).toEqual(by)
  })
})

describe('the reason of a verdict', () => {
  const requirements: RequirementsFragment = {
    maxMaterialAgeInDays: 365,
    maxRotationPeriodInDays: null,
    manualRotation: null,
  }

  type Compliance = KeyFactsFragment['compliance']
  const text = (compliance: Partial<Compliance>, periodInDays: number | null = null) =>
    why(
      {
        verdict: 'OVERDUE',
        reasons: [],
        materialAgeInDays: null,
        dueAt: null,
        rule: null,
        exception: null,
        ...compliance,
      },
      {
        defaultRequirements: requirements,
        periodInDays,
        now: '2026-11-27T12:00:00.000Z',
        formatDate: (time) => time.slice(0, 10),
      },
    )

  test('has the age, the rule and the date since when a key is overdue', () => {
    expect(
      text({
        reasons: ['MATERIAL_TOO_OLD', 'NEVER_ROTATED'],
        materialAgeInDays: 1_400.4,
        dueAt: '2023-07-29T00:00:00.000Z',
        rule: { name: 'Card data', requirements: { ...requirements, maxMaterialAgeInDays: 180 } },
      }),
    ).toBe(
      'The key material is 1,400 days old, and the rule “Card data” allows 180 days. It was due on 2023-07-29. ' +
        'The key has never been rotated, so the age is counted from its creation.',
    )
  })

  test('has the date on which a compliant key becomes due', () => {
    expect(text({ verdict: 'COMPLIANT', materialAgeInDays: 1, dueAt: '2027-11-26T00:00:00.000Z' })).toBe(
      'The key material is 1 day old, and the rotation policy allows 365 days. It becomes due on 2027-11-26.',
    )
  })

  test('has the period that is too long', () => {
    expect(text({ reasons: ['PERIOD_TOO_LONG'] }, 2_560)).toBe(
      'Automatic rotation has a period of 2,560 days, and the rotation policy allows 365 days.',
    )
  })

  test('begins with the exception and its end', () => {
    expect(
      text({
        verdict: 'EXCEPTED',
        reasons: ['AUTOMATIC_ROTATION_OFF'],
        exception: {
          exceptionId: 'EX-1',
          endsAt: '2026-12-18T00:00:00.000Z',
          reason: 'Kept for an incident',
          approvedBy: 'CISO',
        },
      }),
    ).toBe(
      'Exception EX-1, approved by CISO, applies until 2026-12-18: “Kept for an incident”. ' +
        'Automatic rotation is off, and the rotation policy requires it.',
    )
  })

  test('says from when the age of a key counts that KMS cannot rotate', () => {
    const manual = { ...requirements, manualRotation: { maxAgeInDays: 300, countFrom: 'CREATION' as const } }
    expect(
      text({
        verdict: 'MANUAL_DUE',
        reasons: ['SPEC_NOT_SUPPORTED', 'MATERIAL_TOO_OLD'],
        materialAgeInDays: 410,
        dueAt: '2026-08-09T00:00:00.000Z',
        rule: { name: 'Signing keys', requirements: manual },
      }),
    ).toBe(
      'The key is 410 days old, counted from its creation, and the rule “Signing keys” allows 300 days. ' +
        'It was due on 2026-08-09. KMS cannot rotate keys of this kind. Replace it with a new key.',
    )
  })
})

describe('the denied actions', () => {
  const problem = { code: 'ACCESS_DENIED', message: '', awsRequestId: null } as const
  const denied = (action: string | null, resourceArn: string | null): ProblemFragment => ({
    ...problem,
    type: 'AccessDeniedError',
    action,
    resourceArn,
  })

  test('are sorted, without duplicates, and apart for each resource', () => {
    expect(
      deniedActions([
        denied('kms:ListKeyRotations', ARN),
        denied('kms:DescribeKey', ARN),
        denied('kms:ListKeyRotations', ARN),
        denied('kms:ListAliases', '*'),
      ]),
    ).toEqual([
      { actions: ['kms:DescribeKey', 'kms:ListKeyRotations'], resourceArn: ARN },
      { actions: ['kms:ListAliases'], resourceArn: '*' },
    ])
  })

  test('leave out what a statement about KMS does not permit', () => {
    expect(
      deniedActions([
        denied('sts:AssumeRole', ARN),
        denied(null, null),
        { ...problem, type: 'KmsUnavailableError', code: 'KMS_UNAVAILABLE' },
      ]),
    ).toEqual([])
  })
})

describe('the history', () => {
  type Key = NonNullable<KeyHistoryQuery['key']>
  const end = { hasNextPage: false, endCursor: null }
  const more = (endCursor: string) => ({ hasNextPage: true, endCursor })
  const rotation = (day: number, request: { requestedBy: string; reason: string } | null = null) => ({
    id: `rotation ${day}`,
    rotatedAt: `2026-11-${day}T00:00:00.000Z`,
    type: 'ON_DEMAND' as const,
    request,
  })
  const request = (day: number, isCompleted: boolean): HistoryChangeFragment => ({
    type: 'RotationRequest',
    id: `request ${day}`,
    kind: 'ROTATE_KEY_ON_DEMAND',
    outcome: 'MADE',
    requestedAt: `2026-11-${day}T00:00:00.000Z`,
    requestedBy: 'anna',
    reason: null,
    error: null,
    status: isCompleted ? 'COMPLETED' : 'IN_PROGRESS',
    rotation: isCompleted ? { id: `rotation ${day}` } : null,
  })
  const page = (parts: Partial<Key>): KeyHistoryQuery => ({
    key: { problems: { rotations: null }, ...parts },
  })
  const ids = (...pages: KeyHistoryQuery[]) => mergeHistory(pages).map(({ id }) => id)

  test('has both lists in one order, newest first', () => {
    expect(
      ids(
        page({
          rotations: { nodes: [rotation(20), rotation(10)], pageInfo: end },
          changes: { nodes: [request(25, false), request(15, false)], pageInfo: end },
        }),
      ),
    ).toEqual(['request 25', 'rotation 20', 'request 15', 'rotation 10'])
  })

  test('shows a request whose rotation has completed as the rotation, with who and why', () => {
    const entries = mergeHistory([
      page({
        rotations: { nodes: [rotation(20, { requestedBy: 'anna', reason: 'CHG-1' })], pageInfo: end },
        changes: { nodes: [request(20, true)], pageInfo: end },
      }),
    ])
    expect(entries).toMatchObject([{ id: 'rotation 20', who: 'anna', reason: 'CHG-1', outcome: 'Completed' }])
  })

  test('holds back entries that a later page of the other list can precede', () => {
    const first = page({
      rotations: { nodes: [rotation(20), rotation(18)], pageInfo: more('r') },
      changes: { nodes: [request(19, false), request(10, false)], pageInfo: end },
    })
    expect(ids(first)).toEqual(['rotation 20', 'request 19', 'rotation 18'])
    const second = page({ rotations: { nodes: [rotation(11)], pageInfo: end } })
    expect(ids(first, second)).toEqual([
      'rotation 20',
      'request 19',
      'rotation 18',
      'rotation 11',
      'request 10',
    ])
  })

  test('reads only the list that has another page', () => {
    const lists = (rotations: typeof end | ReturnType<typeof more>) =>
      page({ rotations: { nodes: [], pageInfo: rotations }, changes: { nodes: [], pageInfo: end } })
    expect(nextHistory(lists(more('r')))).toEqual({
      rotationsAfter: 'r',
      changesAfter: null,
      hasRotations: true,
      hasChanges: false,
    })
    expect(nextHistory(lists(end))).toBeUndefined()
  })
})
