import { parseKeyArn } from '../kms/key-arn.ts'
import { API_CALL, API_CALLS, SERVICE_EVENTS } from './event-patterns.ts'
import type { EventEffect } from './event-patterns.ts'
import type { KeyNotice } from './push-source.ts'

/** An event of AWS, as EventBridge puts it into a queue. */
export interface EventMessage extends Omit<KeyNotice, 'sentAt'> {
  /** EventBridge's ID of the event. A duplicate has the same one. */
  readonly id: string
  /** Whether it reports an API call that AWS rejected, so that nothing has changed. */
  readonly isRejectedCall: boolean
}

/** Longer messages are not read. SQS allows 1 MiB; an event of KMS has a few kilobytes. */
const MAX_LENGTH = 262_144
/** An event names one or two keys. */
const MAX_KEYS = 20
const MAX_ID_LENGTH = 128

const ACCOUNT_ID = /^\d{12}$/
const REGION = /^[a-z]{2,8}(-[a-z0-9]{1,16}){1,4}$/
const KEY_ID = /^(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|mrk-[0-9a-f]{32})$/i

/** @returns undefined if the text is not an event that {@link EVENT_PATTERNS} match */
export function parseEventMessage(text: string): EventMessage | undefined {
  const { source, id, account, region, resources, detail, 'detail-type': detailType } = objectIn(text)
  if (source !== 'aws.kms' || !isText(detailType) || !isObject(detail)) return undefined
  if (!isText(id) || id.length === 0 || id.length > MAX_ID_LENGTH) return undefined
  if (!isText(account) || !ACCOUNT_ID.test(account) || !isText(region) || !REGION.test(region))
    return undefined
  const isApiCall = detailType === API_CALL
  const effect = isApiCall ? effectOfCall(detail) : own(SERVICE_EVENTS, detailType)
  if (!effect) return undefined
  return {
    id,
    accountId: account,
    region,
    keys: keysOf(isApiCall ? namesInCall(detail) : [...list(resources), detail['key-id']]),
    isRejectedCall: isApiCall && detail['errorCode'] !== undefined && detail['errorCode'] !== null,
    ...effect,
  }
}

function effectOfCall({ eventSource, eventName }: Members): EventEffect | undefined {
  return eventSource === 'kms.amazonaws.com' && isText(eventName) ? own(API_CALLS, eventName) : undefined
}

/** Wherever CloudTrail names the key. `requestParameters.keyId` may also be an alias, which does not identify a key. */
function namesInCall({ resources, requestParameters, responseElements }: Members): readonly unknown[] {
  return [
    ...list(resources).map((resource) => members(resource)['ARN']),
    members(requestParameters)['keyId'],
    members(requestParameters)['targetKeyId'],
    members(responseElements)['keyId'],
  ]
}

/** The distinct ARNs, and the key IDs that none of the ARNs has. */
function keysOf(names: readonly unknown[]): readonly string[] {
  const texts = names.filter(isText).slice(0, MAX_KEYS)
  const arns = [...new Set(texts)].flatMap((text) => parseKeyArn(text) ?? [])
  const isNew = (text: string) => KEY_ID.test(text) && arns.every(({ keyId }) => keyId !== text)
  return [...arns.map(({ arn }) => arn), ...new Set(texts.filter(isNew))]
}

type Members = Readonly<Record<string, unknown>>

function objectIn(text: string): Members {
  if (text.length > MAX_LENGTH) return {}
  try {
    return members(JSON.parse(text))
  } catch {
    return {}
  }
}

const isText = (value: unknown): value is string => typeof value === 'string'
const isObject = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const members = (value: unknown): Members => (isObject(value) ? value : {})
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value.slice(0, MAX_KEYS) : [])
const own = <Value>(table: Readonly<Record<string, Value>>, name: string): Value | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined
