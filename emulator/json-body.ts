import { AwsError } from './aws-error.ts'
import type { RequestBody } from './operation.ts'

/** Reads the body of a request over AWS JSON. Throws SerializationException when it is not a JSON object. */
export function parseJsonBody(body: string): RequestBody {
  try {
    const value: unknown = JSON.parse(body || '{}')
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value }
  } catch {
    // The throw below also covers JSON that is not an object.
  }
  throw new AwsError('SerializationException')
}
