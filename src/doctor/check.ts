/** One result of the doctor. */
export interface Check {
  /** Undefined for a check of the gateway's own credentials. */
  readonly accountId?: string | undefined
  readonly accountName?: string | undefined
  /** Undefined for a check of an account. */
  readonly region?: string | undefined
  /** `credentials`, `role`, `source identity`, `kms:ListKeys`, `keys`, … */
  readonly subject: string
  /** `NOTE`: nothing is missing, or it was not tried. */
  readonly result: 'OK' | 'MISSING' | 'NOTE'
  /** For `MISSING`: what happened and what to do. It may name principals, and contains no secret. Empty if there is nothing to add. */
  readonly detail: string
}

export const isMissing = ({ result }: Check): boolean => result === 'MISSING'
