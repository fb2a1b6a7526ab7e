import type { AwsError } from './aws-error.ts'
import type { Caller } from './caller.ts'
import type { FaultTarget } from './faults.ts'
import type { Operation, RequestBody, World } from './operation.ts'

export interface WireRequest {
  /** The `X-Amz-Target` header. */
  readonly target: string | undefined
  readonly contentType: string | undefined
  readonly authorization: string | undefined
  /** The `X-Amz-Security-Token` header. */
  readonly sessionToken: string | undefined
  readonly host: string
  readonly requestId: string
  readonly body: string
}

/** The account of a request, and its key or role. */
export interface Subject {
  readonly accountId: string
  /** The key's ARN; for a key that does not exist, the KeyId of the request. */
  readonly keyArn?: string
  readonly roleArn?: string
  readonly isAboutKey: FaultTarget['isAboutKey']
}

/** One AWS API: its operations, and how its requests and responses are written. */
export interface Api {
  /** The service in a signature. */
  readonly service: string
  /** Whether it is available only in the emulator's Regions. */
  readonly isRegional: boolean
  readonly contentType: string
  readonly operations: ReadonlyMap<string, Operation>
  /** The operation that a request names, also when it is unknown; `-` when it names none. */
  operationIn(request: WireRequest): string
  /** Throws an AwsError for a body that cannot be read. */
  parse(body: string): RequestBody
  subjectOf(
    body: RequestBody,
    context: { readonly world: World; readonly region: string; readonly caller: Caller },
  ): Subject
  /** The error with this API's own code, status and wording. */
  ownError(error: AwsError): AwsError
  resultBody(operation: string, result: object | undefined, requestId: string): string
  errorBody(error: AwsError, requestId: string, world: World): string
}
