import { KeyNotFoundError } from '../../src/errors/operation-errors.ts'
import type {
  CallOptions,
  CallPriority,
  KeyLastUsage,
  KeyMetadata,
  KeyRotationStatus,
  KmsInput,
  KmsOperation,
  KmsOutput,
  RotationsListEntry,
} from '../../src/kms/kms.ts'
import { withMethods } from '../../src/kms/kms-client.ts'
import type { KmsClient } from '../../src/kms/kms-client.ts'
import { parseKeyArn } from '../../src/kms/key-arn.ts'
import { entryOf, metadataOf, statusOf } from '../rotation/kms-values.ts'

type Answer<Value> = Value | Error

type Responses = {
  [Name in KmsOperation]: (input: KmsInput<Name>, options: CallOptions) => Promise<KmsOutput<Name>>
}

/** A key in memory. A test sets its responses. */
export interface FakeKey {
  readonly arn: string
  metadata: Answer<KeyMetadata>
  status: Answer<KeyRotationStatus>
  history: Answer<readonly RotationsListEntry[]>
  lastUsage: Answer<KeyLastUsage>
  /** Responses of the next reads, one each, for reads that alternate or fail. */
  readonly nextStatuses: (Answer<KeyRotationStatus> | Promise<Answer<KeyRotationStatus>>)[]
  readonly nextHistories: (
    Answer<readonly RotationsListEntry[]> | Promise<Answer<readonly RotationsListEntry[]>>
  )[]
  /** Called by RotateKeyOnDemand, EnableKeyRotation and DisableKeyRotation. Rejects when KMS rejects the request. */
  onChange: (operation: string, periodInDays?: number) => Promise<void> | void
  /** Makes GetKeyRotationStatus show a rotation in progress. */
  showStart(at: Date): void
  hideStart(): void
  /** Adds a rotation to the history. */
  addRotation(type: string, at: Date, materialId?: string): void
}

/** A {@link Kms} in memory that counts calls. */
export interface FakeKms extends KmsClient {
  /** Responds to the calls of each operation. A test may replace a member. */
  readonly respond: Responses
  readonly key: (arn: string) => FakeKey
  /** Calls so far, optionally of one operation. */
  calls(operation?: string): number
  readonly signals: readonly AbortSignal[]
  /** The priority of each call, in order. */
  readonly priorities: readonly (CallPriority | undefined)[]
}

export function createFakeKms(...arns: readonly string[]): FakeKms {
  const keys = new Map(arns.map((arn) => [arn, createFakeKey(arn)]))
  const sent: string[] = []
  const signals: AbortSignal[] = []
  const priorities: (CallPriority | undefined)[] = []

  const find = (arn: string): FakeKey => {
    const key = keys.get(arn)
    if (!key) throw new KeyNotFoundError(`No key '${arn}'.`)
    return key
  }
  async function ask<Value>(
    operation: KmsOperation,
    arn: string,
    options: CallOptions,
    response: (key: FakeKey) => Answer<Value> | Promise<Answer<Value>>,
  ): Promise<Value> {
    sent.push(operation)
    priorities.push(options.priority)
    if (options.signal) signals.push(options.signal)
    options.signal?.throwIfAborted()
    options.onSent?.(operation)
    const value = await response(find(arn))
    if (value instanceof Error) throw value
    return value
  }
  const change = (operation: KmsOperation, arn: string, options: CallOptions, periodInDays?: number) =>
    ask(operation, arn, options, async (key) => {
      await key.onChange(operation, periodInDays)
      return { awsRequestId: `${operation}-${sent.length}` }
    })

  const respond: Responses = {
    ListKeys: async () => ({
      items: arns.map((keyArn) => ({ keyArn, keyId: keyArn.slice(keyArn.indexOf('/') + 1) })),
      nextMarker: undefined,
    }),
    DescribeKey: ({ keyId }, options) => ask('DescribeKey', keyId, options, ({ metadata }) => metadata),
    ListAliases: async () => ({ items: [], nextMarker: undefined }),
    ListResourceTags: async () => ({ items: [], nextMarker: undefined }),
    GetKeyRotationStatus: ({ keyId }, options) =>
      ask('GetKeyRotationStatus', keyId, options, (key) => key.nextStatuses.shift() ?? key.status),
    async ListKeyRotations({ keyId }, options) {
      const items = await ask(
        'ListKeyRotations',
        keyId,
        options,
        (key) => key.nextHistories.shift() ?? key.history,
      )
      return { items, nextMarker: undefined }
    },
    GetKeyLastUsage: ({ keyId }, options) =>
      ask('GetKeyLastUsage', keyId, options, ({ lastUsage }) => lastUsage),
    EnableKeyRotation: ({ keyId, rotationPeriodInDays }, options) =>
      change('EnableKeyRotation', keyId, options, rotationPeriodInDays),
    DisableKeyRotation: ({ keyId }, options) => change('DisableKeyRotation', keyId, options),
    RotateKeyOnDemand: ({ keyId }, options) => change('RotateKeyOnDemand', keyId, options),
  }

  const {
    partition = 'aws',
    accountId = '111122223333',
    region = 'us-east-1',
  } = parseKeyArn(arns[0] ?? '') ?? {}
  return withMethods({
    scope: { partition, accountId, region },
    key: find,
    respond,
    signals,
    priorities,
    calls: (operation?: string) =>
      sent.filter((each) => operation === undefined || each === operation).length,
    call: <Name extends KmsOperation>(operation: Name, input: KmsInput<Name>, options: CallOptions = {}) =>
      respond[operation](input, options),
  })
}

function createFakeKey(arn: string): FakeKey {
  let materials = 0
  const key: FakeKey = {
    arn,
    metadata: metadataOf({ keyArn: arn }),
    status: statusOf(),
    history: [],
    lastUsage: {
      usage: undefined,
      trackingStartDate: new Date(0),
      creationDate: new Date(0),
      observedAt: new Date(0),
    },
    nextStatuses: [],
    nextHistories: [],
    onChange: () => {},
    showStart(at) {
      key.status = { ...readable(key.status), onDemandRotationStartDate: at }
    },
    hideStart() {
      key.status = { ...readable(key.status), onDemandRotationStartDate: undefined }
    },
    addRotation(type, rotationDate, materialId = `material-${++materials}`) {
      const entry = entryOf({ keyMaterialId: materialId, rotationDate, rotationType: type })
      key.history = [...readable(key.history), entry]
    },
  }
  return key
}

function readable<Value>(answer: Answer<Value>): Value {
  if (answer instanceof Error) throw answer
  return answer
}
