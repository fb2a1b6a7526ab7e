import { expect, test } from 'vitest'
import { admitsEventsOf } from '../../src/push/queue-policy.ts'

const [OWNER, MEMBER] = ['111122223333', '222233334444']
const EVENTBRIDGE = { Service: 'events.amazonaws.com' }
const roleOf = (account: string) => `arn:aws:iam::${account}:role/kms-rotation-gateway-push`

const admits = (accountId: string, ...statements: readonly object[]) =>
  admitsEventsOf(accountId, { policy: JSON.stringify({ Statement: statements }), accountId: OWNER })
const allow = (Principal: unknown, Action: unknown = 'sqs:SendMessage') => ({
  Effect: 'Allow',
  Principal,
  Action,
})

test.each<[policy: string, statement: object, ofOwner: boolean, ofMember: boolean]>([
  ['EventBridge', allow(EVENTBRIDGE), true, false],
  [
    'EventBridge among services',
    allow({ Service: ['s3.amazonaws.com', 'events.amazonaws.com'] }),
    true,
    false,
  ],
  ['another service', allow({ Service: 's3.amazonaws.com' }), false, false],
  ['a role of another account', allow({ AWS: roleOf(MEMBER) }), false, true],
  ['a role of each account', allow({ AWS: [roleOf(MEMBER), roleOf(OWNER)] }), true, true],
  ['another account', allow({ AWS: MEMBER }), false, true],
  ['everyone', allow('*', ['sqs:GetQueueUrl', 'SQS:*']), true, true],
  ['everyone in AWS', allow({ AWS: '*' }, '*'), true, true],
  ['another action', allow('*', 'sqs:ReceiveMessage'), false, false],
  ['everyone, with Deny', { ...allow('*'), Effect: 'Deny' }, false, false],
])('a queue policy with %s admits the events of these accounts', (_, statement, ofOwner, ofMember) => {
  expect([admits(OWNER, statement), admits(MEMBER, statement)]).toEqual([ofOwner, ofMember])
})

test('a queue without a policy, or with one that is not JSON, admits no events', () => {
  for (const policy of ['', '{', '[]', '{"Statement":"x"}', 'null'])
    expect(admitsEventsOf(OWNER, { policy, accountId: OWNER })).toBe(false)
})
