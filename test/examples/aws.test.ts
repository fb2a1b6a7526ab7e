import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { isRead, KMS_OPERATIONS } from '../../src/kms/operations.ts'
import { EVENT_PATTERNS } from '../../src/push/event-patterns.ts'
import type { Policy } from './aws-setup.ts'
import {
  canonical,
  cloudFormationSetup,
  FOLDER,
  GATEWAY,
  GATEWAY_ROLE,
  gatewayStack,
  MEMBER,
  memberStack,
  propertiesIn,
  QUEUE,
  REGION,
  terraformSetup,
} from './aws-setup.ts'
import type { Stack } from './cloudformation.ts'
import { schemaProblems } from './resource-schema.ts'
import { readModule } from './terraform.ts'

const OTHER_REGION = 'eu-west-1'
const OTHER_QUEUE = QUEUE.replace(REGION, OTHER_REGION)
/** AWS's limits, in characters without white space. */
const MAX_LENGTHS = { trust: 2_048, rolePolicies: 10_240, queuePolicy: 8_192, eventPattern: 2_048 }
const MAX_QUEUE_PRINCIPALS = 50
/** Neither reads or writes a secret of a key, nor allows more than one operation. */
const HARMLESS =
  /^(?:kms:(?:ListKeys|ListAliases|ListKeyRotations|ListResourceTags|DescribeKey|GetKeyRotationStatus|GetKeyLastUsage|\w+KeyRotation|RotateKeyOnDemand)|sts:(?:AssumeRole|SetSourceIdentity)|sqs:(?:(?:Send|Receive|Delete)Message|GetQueueAttributes))$/

const statementsOf = (policies: readonly Policy[]) => policies.flatMap(({ Statement }) => Statement)
const actionsOf = (...policies: readonly Policy[]) =>
  statementsOf(policies)
    .flatMap(({ Action }) => Action)
    .toSorted()
const lengthOf = (value: object) => JSON.stringify(value).length

test('the Terraform modules and the CloudFormation templates create the same roles, rules and queues', async () => {
  expect(await terraformSetup()).toEqual(cloudFormationSetup())
})

const { memberRole, pushRole, gatewayRole, eventPatterns, queue, deadLetters, queuePolicy } =
  cloudFormationSetup()
const roles = [memberRole, pushRole, gatewayRole]

describe('the role of an account', () => {
  test('allows exactly the statements of docs/iam.md, which are the operations that the gateway calls', () => {
    const page = readFileSync('docs/iam.md', 'utf8').replaceAll(GATEWAY, MEMBER)
    const [, json = ''] = /^```json\n(\{\n {2}"Version"[^]*?)^```/m.exec(page) ?? []
    const documented: Policy = canonical(JSON.parse(json))
    expect(statementsOf(memberRole.policies)).toEqual(documented.Statement)
    expect(actionsOf(...memberRole.policies)).toEqual(
      KMS_OPERATIONS.map((operation) => `kms:${operation}`).toSorted(),
    )
  })

  test('has all changes in the policy that an account without rotations leaves out', () => {
    const [read, ...rest] = memberRole.policies
    const changes = KMS_OPERATIONS.filter((operation) => !isRead(operation))
    expect(actionsOf(...rest)).toEqual(changes.map((operation) => `kms:${operation}`).toSorted())
    expect(canonical(propertiesIn(memberStack({ Rotation: 'denied' }), 'Role')).Policies).toMatchObject([
      { PolicyDocument: read },
    ])
  })

  test("trusts only the gateway's role, with the external ID, and lets it set the source identity", () => {
    expect(memberRole.trust.Statement).toMatchObject([
      { Action: ['sts:AssumeRole'], Condition: { StringEquals: { 'sts:ExternalId': ['a1b2c3'] } } },
      { Action: ['sts:SetSourceIdentity'] },
    ])
    for (const { Principal } of memberRole.trust.Statement) expect(Principal).toEqual({ AWS: [GATEWAY_ROLE] })
  })
})

test('the gateway may assume the roles of all accounts, and receive the messages of its queues', () => {
  expect(statementsOf(gatewayRole.policies)).toMatchObject([
    { Action: actionsOf(memberRole.trust), Resource: [`arn:aws:iam::*:role/${memberRole.name}`] },
    {
      Action: ['sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'],
      Resource: [QUEUE.replace(REGION, '*')],
    },
  ])
})

test('the rules match exactly the events that the gateway accepts', () => {
  const { 'kms-rotation-gateway-key-events': keyEvents, 'kms-rotation-gateway-api-calls': apiCalls } =
    eventPatterns
  expect([keyEvents, apiCalls]).toEqual(EVENT_PATTERNS)
})

test("the queue accepts messages of the other accounts' execution roles and of the rules in its own account", () => {
  expect(queuePolicy.Statement).toMatchObject([
    {
      Principal: { AWS: [MEMBER] },
      Condition: { ArnLike: { 'aws:PrincipalArn': [`arn:aws:iam::*:role/${pushRole.name}`] } },
    },
    {
      Principal: { Service: ['events.amazonaws.com'] },
      Condition: {
        ArnEquals: {
          'aws:SourceArn': Object.keys(eventPatterns).map(
            (rule) => `arn:aws:events:${REGION}:${GATEWAY}:rule/${rule}`,
          ),
        },
      },
    },
  ])
  for (const { Action, Resource } of [...queuePolicy.Statement, ...statementsOf(pushRole.policies)])
    expect({ Action, Resource }).toEqual({ Action: ['sqs:SendMessage'], Resource: [QUEUE] })
})

test('the queues are encrypted, and a message that was received five times moves to the second queue', () => {
  expect(queue).toMatchObject({ isEncrypted: true, maxReceiveCount: 5, visibility: 30, wait: 20 })
  expect(deadLetters).toMatchObject({ isEncrypted: true })
})

test('no policy allows a cryptographic operation, all actions of a service, or every principal', () => {
  const policies = [...roles.flatMap((role) => [role.trust, ...role.policies]), queuePolicy]
  for (const { Effect, Principal, Action } of statementsOf(policies)) {
    expect(Effect).toBe('Allow')
    expect(Object.values(Principal ?? {}).flat()).not.toContain('*')
    for (const action of Action) expect(action).toMatch(HARMLESS)
  }
})

test('policies and event patterns stay within the lengths that AWS allows', () => {
  for (const { trust, policies } of roles) {
    expect(lengthOf(trust)).toBeLessThan(MAX_LENGTHS.trust)
    expect(lengthOf(policies)).toBeLessThan(MAX_LENGTHS.rolePolicies)
  }
  for (const pattern of Object.values(eventPatterns))
    expect(lengthOf(pattern)).toBeLessThan(MAX_LENGTHS.eventPattern)
})

describe('the CloudFormation templates', () => {
  const stacks = {
    'an account': memberStack(),
    'an account, in another Region': memberStack({ region: OTHER_REGION }),
    'the account of the gateway': gatewayStack(),
    'the account of the gateway, in another Region': gatewayStack({ region: OTHER_REGION }),
    'an account without rotations': memberStack({ Rotation: 'denied' }),
    'an account without push': memberStack({ Push: 'disabled' }),
    'the account of the gateway as one of the accounts': memberStack({ accountId: GATEWAY }),
  }

  test.each(Object.entries(stacks))('create valid resources for %s', (_, { resources }) => {
    expect(Object.values(resources).flatMap(schemaProblems)).toEqual([])
  })

  test("are checked against CloudFormation's own schema", () => {
    const Properties = { QueueName: 1, VisibilityTimeOut: 30, RedrivePolicy: {} }
    expect(schemaProblems({ Type: 'AWS::SQS::Queue', Properties })).toEqual([
      'AWS::SQS::Queue.QueueName is not of the type string',
      'AWS::SQS::Queue.VisibilityTimeOut is not known',
    ])
  })

  test('create each IAM role in one Region', () => {
    const names = Object.values(stacks)
      .slice(0, 4)
      .flatMap(({ resources }) => Object.values(resources))
      .flatMap(({ Properties }) => ('RoleName' in Properties ? [String(Properties.RoleName)] : []))
    expect(names).toEqual([
      memberRole.name,
      pushRole.name,
      pushRole.name.replace(REGION, OTHER_REGION),
      gatewayRole.name,
    ])
  })

  test('send events of other accounts with an execution role, and those of its own account without one', () => {
    const targets = (stack: Stack) =>
      ['KeyEvents', 'ApiCalls'].flatMap((name) => propertiesIn(stack, name).Targets)
    const RoleArn = `arn:aws:iam::${MEMBER}:role/kms-rotation-gateway-push-${OTHER_REGION}`
    const target = { Id: 'queue', Arn: OTHER_QUEUE, RoleArn }
    expect(targets(memberStack({ region: OTHER_REGION }))).toEqual([target, target])
    const own = { Id: 'queue', Arn: QUEUE }
    expect(targets(memberStack({ accountId: GATEWAY }))).toEqual([own, own])
  })

  test('allow as many accounts as the policy of a queue can have', () => {
    const file = readFileSync(`${FOLDER}/cloudformation/gateway.yaml`, 'utf8')
    const count = Number(/at most (\d+)/.exec(file)?.[1])
    const members = Array.from({ length: count }, (_, index) => String(Number(MEMBER) + index))
    const policy = canonical(propertiesIn(gatewayStack({ members }), 'QueuePolicy').PolicyDocument)
    const principals = statementsOf([policy]).flatMap(({ Principal }) => Object.values(Principal ?? {}))
    expect(principals.flat()).toHaveLength(MAX_QUEUE_PRINCIPALS)
    expect(lengthOf(policy)).toBeLessThan(MAX_LENGTHS.queuePolicy)
  })

  test.each(['member', 'gateway'])(
    'use no alias of YAML in %s.yaml, because CloudFormation rejects it',
    (name) => {
      expect(readFileSync(`${FOLDER}/cloudformation/${name}.yaml`, 'utf8')).not.toMatch(/[:-] [&*]\w/)
    },
  )
})

test('the Terraform example gives its modules variables that they have', async () => {
  const { modules } = await readModule(`${FOLDER}/terraform/example`, {})
  expect(Object.keys(modules)).toHaveLength(3)
  for (const { source, providers: _, ...members } of Object.values(modules)) {
    const { variables } = await readModule(`${FOLDER}/terraform/example/${String(source)}`, {})
    expect(variables).toEqual(expect.arrayContaining(Object.keys(members)))
  }
})
