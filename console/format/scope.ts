export interface AccountName {
  readonly accountId: string
  readonly accountName: string | null | undefined
}

export interface ScopeName extends AccountName {
  readonly region: string
}

/** `payments (111122223333)` */
export const accountName = ({ accountId, accountName }: AccountName): string =>
  accountName ? `${accountName} (${accountId})` : accountId

/** `payments (111122223333) in eu-west-1` */
export const scopeName = (scope: ScopeName): string => `${accountName(scope)} in ${scope.region}`
