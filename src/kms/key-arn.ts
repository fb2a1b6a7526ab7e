/** The parts of a KMS key ARN: `arn:aws:kms:us-east-1:111122223333:key/1234abcd-…`. */
export interface KeyArn {
  readonly arn: string
  readonly partition: string
  readonly region: string
  readonly accountId: string
  readonly keyId: string
}

const KEY_ARN = /^arn:(aws[a-z0-9-]*):kms:([a-z0-9-]+):(\d{12}):key\/([A-Za-z0-9-]+)$/

/** Undefined when `text` is not a key ARN. */
export function parseKeyArn(text: string): KeyArn | undefined {
  const match = KEY_ARN.exec(text)
  if (!match) return undefined
  const [arn, partition = '', region = '', accountId = '', keyId = ''] = match
  return { arn, partition, region, accountId, keyId }
}

export function formatKeyArn({ partition, region, accountId, keyId }: Omit<KeyArn, 'arn'>): string {
  return `arn:${partition}:kms:${region}:${accountId}:key/${keyId}`
}
