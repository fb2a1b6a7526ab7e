export interface ScopeName {
  readonly accountId: string
  readonly accountName: string | null | undefined
  readonly region: string
}

/** `payments (111122223333) in eu-west-1` */
export function scopeName({ accountId, accountName, region }: ScopeName): string {
  const account = accountName ? `${accountName} (${accountId})` : accountId
  return `${account} in ${region}`
}
