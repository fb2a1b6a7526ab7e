import { arnOfAnotherRegion, invalidArn } from './aws-error.ts'

export const keyArn = (region: string, accountId: string, keyId: string) =>
  `arn:${partitionOf(region)}:kms:${region}:${accountId}:key/${keyId}`

export const aliasArn = (region: string, accountId: string, aliasName: string) =>
  `arn:${partitionOf(region)}:kms:${region}:${accountId}:${aliasName}`

/** Partitions by the prefix of their Region names. */
const PARTITIONS = [
  ['cn-', 'aws-cn'],
  ['eu-isoe-', 'aws-iso-e'],
  ['eusc-', 'aws-eusc'],
  ['us-gov-', 'aws-us-gov'],
  ['us-iso-', 'aws-iso'],
  ['us-isob-', 'aws-iso-b'],
  ['us-isof-', 'aws-iso-f'],
] as const

export const partitionOf = (region: string): string =>
  PARTITIONS.find(([beginning]) => region.startsWith(beginning))?.[1] ?? 'aws'

export interface KmsArn {
  readonly accountId: string
  /** A key ID, or an alias name with its `alias/` prefix. */
  readonly resource: { readonly keyId: string } | { readonly aliasName: string }
}

const KMS_ARN = /^arn:(aws[a-z0-9-]*):kms:([a-z0-9-]+):(\d{12}):(key\/(.+)|alias\/.+)$/

/** Parses an ARN. Throws InvalidArnException, or NotFoundException for an ARN of another Region. */
export function parseArn(arn: string, region: string): KmsArn {
  const [, partition, arnRegion, accountId, resource, keyId] = KMS_ARN.exec(arn) ?? []
  if (!arnRegion || !accountId || !resource || partition !== partitionOf(arnRegion)) throw invalidArn(arn)
  if (arnRegion !== region) throw arnOfAnotherRegion(arnRegion)
  return { accountId, resource: keyId === undefined ? { aliasName: resource } : { keyId } }
}

const KEY_ID = /^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|mrk-[0-9a-f]{32})$/i

/** A UUID, or `mrk-` and 32 hexadecimal digits. */
export const isKeyId = (text: string) => KEY_ID.test(text)
