import type { AwsIdentity } from './credentials.ts'

/** A complete HTTP response, from KMS or from an intermediary. */
export interface HttpResponse {
  readonly statusCode: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: Uint8Array
}

/** One request to KMS and its progress, which shows whether a change may have happened. */
export interface Exchange {
  readonly signal: AbortSignal | undefined
  /** Signs the request. */
  identity: AwsIdentity | undefined
  /** Set before the first byte is sent. While it is false, KMS has received nothing. */
  isSent: boolean
  /** Set when the last byte of a response has been received. */
  response: HttpResponse | undefined
}
