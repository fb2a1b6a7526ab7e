import type { Stack } from './cloudformation.ts'
import { evaluate, readTemplate } from './cloudformation.ts'
import type { TerraformModule } from './terraform.ts'
import { readModule } from './terraform.ts'

export const FOLDER = 'examples/aws'
export const GATEWAY = '111122223333'
export const MEMBER = '222233334444'
export const REGION = 'us-east-1'
export const GATEWAY_ROLE = `arn:aws:iam::${GATEWAY}:role/kms-rotation-gateway-server`
export const QUEUE = `arn:aws:sqs:${REGION}:${GATEWAY}:kms-rotation-gateway`

/** A policy with a sorted list wherever IAM allows a list or one value. */
export interface Policy {
  readonly Statement: readonly {
    readonly Sid?: string
    readonly Effect: string
    readonly Principal?: Readonly<Record<string, readonly string[]>>
    readonly Action: readonly string[]
    readonly Resource?: readonly string[]
    readonly Condition?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>
  }[]
}

interface Role {
  readonly name: string
  readonly trust: Policy
  readonly policies: readonly Policy[]
}

/** The resources that a form creates in two accounts in the Region us-east-1. */
export interface Setup {
  readonly memberRole: Role
  readonly pushRole: Role
  readonly gatewayRole: Role
  /** By the name of the rule. */
  readonly eventPatterns: Readonly<Record<string, object>>
  readonly queue: object
  readonly deadLetters: object
  readonly queuePolicy: Policy
}

const templates = {
  member: readTemplate(`${FOLDER}/cloudformation/member.yaml`),
  gateway: readTemplate(`${FOLDER}/cloudformation/gateway.yaml`),
}

export const memberStack = ({
  accountId = MEMBER,
  region = REGION,
  ...parameters
}: Readonly<Record<string, string>> = {}): Stack =>
  evaluate(templates.member, {
    accountId,
    region,
    parameters: { GatewayAccountId: GATEWAY, ExternalId: 'a1b2c3', ...parameters },
  })

export const gatewayStack = ({
  region = REGION,
  members = [MEMBER],
}: { readonly region?: string; readonly members?: readonly string[] } = {}): Stack =>
  evaluate(templates.gateway, { accountId: GATEWAY, region, parameters: { MemberAccountIds: members } })

// The tests compare every value, so they do not need the types.
// oxlint-disable-next-line typescript/no-explicit-any
export const propertiesIn = (stack: Stack, name: string): any => {
  const resource = stack.resources[name]
  if (!resource) throw new Error(`The stack does not have ${name}.`)
  return resource.Properties
}

export function cloudFormationSetup(): Setup {
  const [member, gateway] = [memberStack(), gatewayStack()]
  const role = (stack: Stack, name: string) => {
    const { RoleName, AssumeRolePolicyDocument, Policies } = propertiesIn(stack, name)
    return {
      name: RoleName,
      trust: AssumeRolePolicyDocument,
      policies: Policies.map((each: { readonly PolicyDocument: object }) => each.PolicyDocument),
    }
  }
  const queue = (name: string) => {
    const each = propertiesIn(gateway, name)
    return {
      name: each.QueueName,
      retention: each.MessageRetentionPeriod,
      visibility: each.VisibilityTimeout,
      wait: each.ReceiveMessageWaitTimeSeconds,
      isEncrypted: each.SqsManagedSseEnabled,
      maxReceiveCount: each.RedrivePolicy?.maxReceiveCount,
    }
  }
  const rules = ['ApiCalls', 'KeyEvents'].map((name) => propertiesIn(member, name))
  return canonical({
    memberRole: role(member, 'Role'),
    pushRole: role(member, 'PushRole'),
    gatewayRole: role(gateway, 'Role'),
    eventPatterns: Object.fromEntries(rules.map((each) => [each.Name, each.EventPattern])),
    queue: queue('Queue'),
    deadLetters: queue('DeadLetters'),
    queuePolicy: propertiesIn(gateway, 'QueuePolicy').PolicyDocument,
  })
}

export async function terraformSetup(): Promise<Setup> {
  const values = {
    'local.partition': 'aws',
    'each.key': REGION,
    'each.value': QUEUE,
    'aws_sqs_queue.changes[each.key].arn': QUEUE,
  }
  const member = await readModule(`${FOLDER}/terraform/member`, {
    ...values,
    'local.account_id': MEMBER,
    'var.gateway_role_arn': GATEWAY_ROLE,
    'var.external_id': 'a1b2c3',
  })
  const gateway = await readModule(`${FOLDER}/terraform/gateway`, {
    ...values,
    'local.account_id': GATEWAY,
    'var.compute_service': 'ecs-tasks.amazonaws.com',
    'var.member_account_ids': [MEMBER],
  })
  const role = ({ policies, resources }: TerraformModule, name: string, trust: string, ...own: string[]) => ({
    name: resources['aws_iam_role']?.[name]?.['name'],
    trust: policies[trust],
    policies: own.map((each) => policies[each]),
  })
  const queue = (name: string) => {
    const each = gateway.resources['aws_sqs_queue']?.[name] ?? {}
    const [, count] = /maxReceiveCount\s*= (\d+)/.exec(String(each['redrive_policy'])) ?? []
    return {
      name: each['name'],
      retention: each['message_retention_seconds'],
      visibility: each['visibility_timeout_seconds'],
      wait: each['receive_wait_time_seconds'],
      isEncrypted: each['sqs_managed_sse_enabled'],
      maxReceiveCount: count === undefined ? undefined : Number(count),
    }
  }
  const patterns = Object.entries(Object(member.locals['event_patterns']))
  return canonical({
    memberRole: role(member, 'gateway', 'trust', 'read', 'rotate'),
    pushRole: role(member, 'push', 'push_trust', 'send'),
    gatewayRole: role(gateway, 'gateway', 'trust', 'gateway'),
    eventPatterns: Object.fromEntries(patterns.map(([name, each]) => [`kms-rotation-gateway-${name}`, each])),
    queue: queue('changes'),
    deadLetters: queue('dead_letters'),
    queuePolicy: gateway.policies['queue'],
  })
}

const sortedList = (value: unknown) => [value].flat().toSorted((a, b) => String(a).localeCompare(String(b)))

/** See {@link Policy}. */
export const canonical = (value: object) =>
  JSON.parse(JSON.stringify(value), (key, member: unknown) => {
    if (key === 'Action' || key === 'Resource') return sortedList(member)
    if (key !== 'Principal' && !/^(?:String|Arn)[A-Z]/.test(key)) return member
    return Object.fromEntries(Object.entries(Object(member)).map(([name, each]) => [name, sortedList(each)]))
  })
