import type { RotationRequest } from '../rotation/rotation-request.ts'

/** Members of a request and its nested objects that are dates. */
const DATES = new Set([
  'requestedAt',
  'startedAt',
  'completedAt',
  'rotatedAt',
  'rotationDate',
  'validTo',
  'lastOnDemandAt',
  'nextRotationAt',
  'kmsTime',
])

export function toJson(request: RotationRequest): string {
  return JSON.stringify(request, (_, value: unknown) => (value instanceof Set ? [...value] : value))
}

/** @throws {TypeError} when `json` is not a rotation request */
export function fromJson(json: string): RotationRequest {
  const request: unknown = JSON.parse(json, (name, value: unknown) => {
    if (DATES.has(name) && typeof value === 'string') return new Date(value)
    if (name === 'rotationIds' && Array.isArray(value)) return new Set(value)
    return value
  })
  if (isRotationRequest(request)) return request
  throw new TypeError('it is not a rotation request')
}

/** Detects other kinds of files and damaged lines, but not every invalid request: only the gateway writes this file. */
function isRotationRequest(value: unknown): value is RotationRequest {
  return (
    typeof value === 'object' &&
    value !== null &&
    'id' in value &&
    typeof value.id === 'string' &&
    'keyArn' in value &&
    typeof value.keyArn === 'string' &&
    'status' in value &&
    typeof value.status === 'string' &&
    'requestedAt' in value &&
    value.requestedAt instanceof Date &&
    'before' in value &&
    typeof value.before === 'object' &&
    value.before !== null &&
    'kmsTime' in value.before &&
    value.before.kmsTime instanceof Date
  )
}
