import type { QuotaOptions } from '../kms/rate/quotas.ts'

/** An account of the accounts file, with the defaults of the file applied. */
export interface Account {
  /** 12 digits. */
  readonly id: string
  readonly name: string | undefined
  /** As in ARNs. Never empty. */
  readonly regions: readonly string[]
  /** The role in the account that the gateway assumes. */
  readonly roleArn: string
  readonly externalId: string | undefined
  /** Whether the sessions of changes have a source identity. */
  readonly hasSourceIdentity: boolean
  /** Replaces the gateway's share, quotas and budget in this account, where given. */
  readonly quotas: QuotaOptions
}

/** `222233334444 (staging): us-east-1, eu-west-1`. */
export const describeAccount = ({ id, name, regions }: Pick<Account, 'id' | 'name' | 'regions'>): string =>
  `${id}${name === undefined ? '' : ` (${name})`}: ${regions.join(', ')}`
