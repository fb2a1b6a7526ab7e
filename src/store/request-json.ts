import { isRotationRequest } from '../rotation/change-record.ts'
import type { Change } from '../rotation/change-record.ts'

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

export function toJson(request: Change): string {
  return JSON.stringify(request, (_, value: unknown) => (value instanceof Set ? [...value] : value))
}

/** @throws {TypeError} when `json` is not a request */
export function fromJson(json: string): Change {
  const parsed: unknown = JSON.parse(json, (name, value: unknown) => {
    if (DATES.has(name) && typeof value === 'string') return new Date(value)
    if (name === 'rotationIds' && Array.isArray(value)) return new Set(value)
    return value
  })
  // Earlier versions stored rotation requests only, without the operation.
  const request: unknown = typeof parsed === 'object' ? { operation: 'RotateKeyOnDemand', ...parsed } : parsed
  if (isChange(request) && (!isRotationRequest(request) || hasKmsTime(request))) return request
  throw new TypeError('it is not a request')
}

/** Detects other kinds of files and damaged lines, but not every invalid request: only the gateway writes this file. */
function isChange(value: unknown): value is Change {
  if (typeof value !== 'object' || value === null) return false
  if (!('operation' in value) || !('requestedAt' in value && value.requestedAt instanceof Date)) return false
  const state = value.operation === 'RotateKeyOnDemand' ? 'status' : 'outcome'
  return ['id', 'keyArn', state].every((name) => typeof Reflect.get(value, name) === 'string')
}

const hasKmsTime = ({ before }: { readonly before?: { readonly kmsTime?: unknown } }): boolean =>
  before?.kmsTime instanceof Date
