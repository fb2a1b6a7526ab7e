import type {
  CallReceipt,
  IncludeKeyMaterial,
  KeyLastUsage,
  KeyMetadata,
  KeyRotationStatus,
  ListedAlias,
  ListedKey,
  Page,
  PageRequest,
  ResourceTag,
  RotationsListEntry,
} from './values.ts'

/** `keyId` is a key ID or a key ARN, for DescribeKey also an alias. */
interface KeyInput {
  readonly keyId: string
}

interface RegionInput {
  readonly keyId?: undefined
}

interface Row<Input, Output> {
  /**
   * Requests per second that AWS allows by default, as documented on 2026-11-23 (KMS Developer Guide, "Request quotas").
   * The quota applies to one account in one Region, and everybody in the account shares it, AWS services included. No two
   * of these operations share a quota. AWS raises each of them on request and documents no burst.
   */
  readonly quota: number
  /** Exists for the compiler only. */
  readonly types?: { readonly input: Input; readonly output: Output }
}

/** An operation that changes nothing in KMS. */
interface Read<Input, Output> extends Row<Input, Output> {
  readonly kind: 'READ'
  /** The subject of a response. An operation on a Region is about one key when its input names a key. */
  readonly about: 'KEY' | 'KEY_OR_ALIAS' | 'REGION'
  /** How long a response may be reused by default, in milliseconds. docs/freshness.md gives the reasons. */
  readonly maxAgeMs: number
  /** Distinguishes the responses about one key or Region. Undefined when there is only one response. */
  readonly variant?: ((input: Input) => string) | undefined
}

/** An operation that changes a key. */
interface Change<Input, Output> extends Row<Input, Output> {
  readonly kind: 'CHANGE'
  /** Whether the change may be sent again when KMS throttled it, which means that KMS did nothing. */
  readonly isRepeatable: boolean
  readonly variant?: undefined
}

/** An input with more members than a key needs a `variant`, which uses all of them. */
type ReadFacts<Input, Output> = Omit<Read<Input, Output>, 'kind' | 'types' | 'variant'> &
  (Exclude<keyof Input, 'keyId'> extends never ? unknown : { readonly variant: (input: Input) => string })

const read = <Input, Output>(facts: ReadFacts<Input, Output>): Read<Input, Output> => ({
  kind: 'READ',
  ...facts,
})

const change = <Input, Output = CallReceipt>(
  facts: Pick<Change<Input, Output>, 'quota' | 'isRepeatable'>,
): Change<Input, Output> => ({ kind: 'CHANGE', ...facts })

/** A Marker belongs to the Limit that it was issued for. */
const page = ({ limit, marker }: PageRequest): string => `${limit ?? ''} ${marker ?? ''}`

/** Each KMS operation that the gateway calls, by KMS's own name. */
export const OPERATIONS = {
  ListKeys: read<RegionInput & PageRequest, Page<ListedKey>>({
    quota: 500,
    about: 'REGION',
    maxAgeMs: 60_000,
    variant: page,
  }),
  DescribeKey: read<KeyInput, KeyMetadata>({ quota: 2_000, about: 'KEY_OR_ALIAS', maxAgeMs: 60_000 }),
  ListAliases: read<Partial<KeyInput> & PageRequest, Page<ListedAlias>>({
    quota: 500,
    about: 'REGION',
    maxAgeMs: 60_000,
    variant: page,
  }),
  ListResourceTags: read<KeyInput & PageRequest, Page<ResourceTag>>({
    quota: 2_000,
    about: 'KEY',
    maxAgeMs: 60_000,
    variant: page,
  }),
  GetKeyRotationStatus: read<KeyInput, KeyRotationStatus>({
    quota: 1_000,
    about: 'KEY',
    maxAgeMs: 10_000,
  }),
  ListKeyRotations: read<RotationsInput, Page<RotationsListEntry>>({
    quota: 100,
    about: 'KEY',
    maxAgeMs: 60_000,
    variant: (input) => `${input.includeKeyMaterial} ${page(input)}`,
  }),
  GetKeyLastUsage: read<KeyInput, KeyLastUsage>({ quota: 5, about: 'KEY', maxAgeMs: 3_600_000 }),
  EnableKeyRotation: change<KeyInput & { readonly rotationPeriodInDays: number | undefined }>({
    quota: 15,
    isRepeatable: true,
  }),
  DisableKeyRotation: change<KeyInput>({ quota: 5, isRepeatable: true }),
  RotateKeyOnDemand: change<KeyInput>({ quota: 5, isRepeatable: false }),
}

type RotationsInput = KeyInput & PageRequest & { readonly includeKeyMaterial: IncludeKeyMaterial }

type Rows = typeof OPERATIONS

export type KmsOperation = keyof Rows
export type KmsInput<Name extends KmsOperation> = NonNullable<Rows[Name]['types']>['input']
export type KmsOutput<Name extends KmsOperation> = NonNullable<Rows[Name]['types']>['output']

/** The operations that change nothing. Their responses may be cached. */
export type ReadOperation = {
  [Name in KmsOperation]: Rows[Name]['kind'] extends 'READ' ? Name : never
}[KmsOperation]

export const isOperation = (name: string): name is KmsOperation => Object.hasOwn(OPERATIONS, name)
export const isRead = (operation: KmsOperation): operation is ReadOperation =>
  OPERATIONS[operation].kind === 'READ'

type VariantOf<Input> = { readonly variant?: ((input: Input) => string) | undefined }
const VARIANTS: { readonly [Name in KmsOperation]: VariantOf<KmsInput<Name>> } = OPERATIONS

/** See {@link Read.variant}. */
export const variantOf = <Name extends KmsOperation>(operation: Name, input: KmsInput<Name>) =>
  VARIANTS[operation].variant?.(input)

/** In the order of the rows. */
export const KMS_OPERATIONS: readonly KmsOperation[] = Object.keys(OPERATIONS).filter(isOperation)
export const READ_OPERATIONS: readonly ReadOperation[] = KMS_OPERATIONS.filter(isRead)

/** One value for each name. */
export function tableOf<Name extends string, Value>(
  names: readonly Name[],
  make: (name: Name) => Value,
): Readonly<Record<Name, Value>> {
  const table: Partial<Record<Name, Value>> = {}
  for (const name of names) table[name] = make(name)
  const isComplete = (partial: typeof table): partial is Record<Name, Value> =>
    names.every((name) => name in partial)
  if (!isComplete(table)) throw new Error('A name has no value.')
  return table
}
