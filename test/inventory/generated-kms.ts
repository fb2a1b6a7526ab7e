import type { Kms, KmsInput, KmsOperation } from '../../src/kms/kms.ts'
import { automaticEntry, daysAgo, metadataOf, statusOn } from '../rotation/kms-values.ts'
import { arnOf } from './fake-fleet.ts'

/** A KMS of keys with one alias each. It makes new objects for each response, as the adapter does, and keeps only the number of calls. */
export function createGeneratedKms(keyCount: number, region = 'us-east-1') {
  const calls = new Map<KmsOperation, number>()
  const arns = Array.from({ length: keyCount }, (_, index) => arnOf(index).replace('us-east-1', region))
  /** A new string with the same characters, as parsing a response makes one. */
  const fresh = (text: string) => Buffer.from(text).toString()
  const respond: { [Name in KmsOperation]?: (input: KmsInput<Name>) => unknown } = {
    ListKeys({ marker = '0' }) {
      const start = Number(marker)
      const items = arns.slice(start, start + 1_000).map((keyArn) => ({ keyArn: fresh(keyArn), keyId: '' }))
      return { items, nextMarker: start + 1_000 < arns.length ? String(start + 1_000) : undefined }
    },
    ListAliases({ marker = '0' }) {
      const start = Number(marker)
      const items = arns.slice(start, start + 100).map((keyArn) => ({
        aliasName: fresh(`alias/orders-${start}`),
        aliasArn: fresh(`arn:aws:kms:${region}:111122223333:alias/orders-${start}`),
        targetKeyId: fresh(keyArn.slice(keyArn.indexOf('/') + 1)),
        creationDate: daysAgo(30),
        lastUpdatedDate: daysAgo(30),
      }))
      return { items, nextMarker: start + 100 < arns.length ? String(start + 100) : undefined }
    },
    DescribeKey: ({ keyId }) =>
      metadataOf({
        keyArn: fresh(keyId),
        keyId: fresh(keyId.slice(keyId.indexOf('/') + 1)),
        description: fresh('The key of the orders service in production'),
        currentKeyMaterialId: fresh('a'.repeat(64)),
        creationDate: daysAgo(800),
      }),
    GetKeyRotationStatus: () => statusOn(),
    ListKeyRotations: () => ({
      items: [1, 2, 3].map((years) => ({
        ...automaticEntry(daysAgo(365 * years)),
        keyMaterialId: fresh('b'.repeat(64)),
      })),
      nextMarker: undefined,
    }),
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
      creationDate: daysAgo(800),
      observedAt: daysAgo(0),
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
  return { kms, calls: (operation: KmsOperation) => calls.get(operation) ?? 0 }
}
