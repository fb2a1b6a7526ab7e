/** The parts of a key ARN: `arn:aws:kms:eu-west-1:111122223333:key/…` */
export function arnParts(arn: string): {
  readonly region: string
  readonly accountId: string
  readonly keyId: string
} {
  const [, , , region = '', accountId = '', resource = ''] = arn.split(':')
  return { region, accountId, keyId: resource.replace(/^key\//, '') }
}
