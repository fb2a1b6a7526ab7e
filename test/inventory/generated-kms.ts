import type { Kms, KmsInput, KmsOperation } from '../../src/kms/kms.ts'
import { automaticEntry, daysAgo, entryOf, metadataOf, statusOn } from '../rotation/kms-values.ts'
import { arnOf } from './fake-fleet.ts'

/** A KMS in memory that keeps only the number of calls. */
export interface GeneratedKms {
  readonly kms: Kms
  readonly calls: (operation: KmsOperation) => number
}

/** Makes new objects and texts for each response, as the adapter does. Each key has three rotations, an alias and four tags. */
export function createGeneratedKms(keyCount: number, region = 'us-east-1'): GeneratedKms {
  const calls = new Map<KmsOperation, number>()
  /** A new string with the same characters, as parsing a response makes one. */
  const fresh = (text: string) => Buffer.from(text).toString()
  const arnAt = (index: number) => fresh(arnOf(index).replace('us-east-1', region))
  const idOf = (keyArn: string) => fresh(keyArn.slice(keyArn.indexOf('/') + 1))
  const materialOf = (keyArn: string, index: number) => fresh(`${index}${keyArn.slice(-12)}`.padEnd(64, 'a'))

  function pageOf<Item>(marker: string | undefined, size: number, itemAt: (index: number) => Item) {
    const start = Number(marker ?? 0)
    const end = Math.min(start + size, keyCount)
    return {
      items: Array.from({ length: end - start }, (_, index) => itemAt(start + index)),
      nextMarker: end < keyCount ? String(end) : undefined,
    }
  }

  const respond: { [Name in KmsOperation]?: (input: KmsInput<Name>) => unknown } = {
    ListKeys: ({ marker }) => pageOf(marker, 1_000, (index) => ({ keyArn: arnAt(index), keyId: '' })),
    ListAliases: ({ marker }) =>
      pageOf(marker, 100, (index) => ({
        aliasName: fresh(`alias/orders-${index}`),
        aliasArn: fresh(`arn:aws:kms:${region}:111122223333:alias/orders-${index}`),
        targetKeyId: idOf(arnAt(index)),
        creationDate: daysAgo(30),
        lastUpdatedDate: daysAgo(30),
      })),
    DescribeKey: ({ keyId }) =>
      metadataOf({
        keyArn: fresh(keyId),
        keyId: idOf(keyId),
        description: fresh('The key of the orders service in production'),
        currentKeyMaterialId: materialOf(keyId, 1),
        creationDate: daysAgo(1_200),
      }),
    GetKeyRotationStatus: () => statusOn({ observedAt: new Date() }),
    ListKeyRotations({ keyId, includeKeyMaterial }) {
      const rotations = [1, 2, 3].map((years) => ({
        ...automaticEntry(daysAgo(365 * years)),
        keyMaterialId: materialOf(keyId, years),
        keyMaterialState: fresh(years === 1 ? 'CURRENT' : 'NON_CURRENT'),
      }))
      const first = { ...entryOf(), keyMaterialId: materialOf(keyId, 4) }
      const items = includeKeyMaterial === 'ROTATIONS_ONLY' ? rotations : [...rotations, first]
      return { items, nextMarker: undefined }
    },
    ListResourceTags: () => ({
      items: ['team', 'stage', 'data-class', 'cost-centre'].map((tagKey) => ({
        tagKey: fresh(tagKey),
        tagValue: fresh(`${tagKey}-value`),
      })),
      nextMarker: undefined,
    }),
    GetKeyLastUsage: () => ({
      usage: undefined,
      trackingStartDate: daysAgo(100),
      creationDate: daysAgo(1_200),
      observedAt: new Date(),
    }),
  }
  const kms: Kms = {
    scope: { partition: 'aws', accountId: '111122223333', region },
    async call(operation, input) {
      calls.set(operation, (calls.get(operation) ?? 0) + 1)
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the table above has the response of each operation
      return respond[operation]?.(input) as never
    },
  }
  return { kms, calls: (operation) => calls.get(operation) ?? 0 }
}
