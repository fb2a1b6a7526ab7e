import { randomUUID } from 'node:crypto'
import type { KeyEvent } from '../key-events.ts'
import type { KeyStore } from '../key-store.ts'
import type { EmulatedKey } from '../key.ts'

/** The message that EventBridge puts into a queue, in the shape that AWS documents. Its text is built when it is needed. */
export function eventMessage(event: KeyEvent, store: KeyStore): () => string {
  const ids = { id: randomUUID(), requestID: randomUUID(), eventID: randomUUID() }
  const key = store.byArn(event.keyArn)
  let text: string | undefined
  return () => (text ??= JSON.stringify(messageOf(event, key, ids)))
}

interface Ids {
  readonly id: string
  readonly requestID: string
  readonly eventID: string
}

function messageOf(event: KeyEvent, key: EmulatedKey | undefined, ids: Ids): object {
  const { accountId, region, keyArn, detailType } = event
  return {
    version: '0',
    id: ids.id,
    'detail-type': detailType,
    source: 'aws.kms',
    account: accountId,
    time: seconds(event.at),
    region,
    resources: detailType === 'AWS API Call via CloudTrail' ? [] : [keyArn],
    detail: detailOf(event, key, ids),
  }
}

function detailOf(event: KeyEvent, key: EmulatedKey | undefined, ids: Ids): object {
  switch (event.detailType) {
    case 'KMS CMK Rotation':
      return { 'key-id': idOf(event), ...rotationDetail(event, key) }
    case 'KMS CMK Deletion':
      return { 'key-id': idOf(event) }
    case 'AWS API Call via CloudTrail':
      return apiCallDetail(event, key, ids)
    default:
      return event.detailType satisfies never
  }
}

const idOf = ({ keyArn }: KeyEvent) => keyArn.slice(keyArn.indexOf('/') + 1)
const seconds = (ms: number) => new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z')

/** The rotation that completed last at the time of the event. */
function rotationDetail({ at }: KeyEvent, key: EmulatedKey | undefined): object {
  if (!key) return {}
  const { first, rotations } = key.ledger.timeline
  const completed = rotations
    .filter(({ completedAt }) => completedAt <= at)
    .toSorted((a, b) => a.completedAt - b.completedAt)
  const [rotation, before] = [completed.at(-1), completed.at(-2)?.material ?? first]
  return {
    'key-origin': key.origin,
    ...(rotation && { 'rotation-type': rotation.type }),
    ...(before && { 'previous-key-material-id': before.id }),
    ...(rotation && { 'current-key-material-id': rotation.material.id }),
  }
}

function apiCallDetail(
  { at, accountId, region, keyArn, eventName }: KeyEvent,
  key: EmulatedKey | undefined,
  { requestID, eventID }: Ids,
): object {
  const keyId = keyArn.slice(keyArn.indexOf('/') + 1)
  const resource = (ARN: string) => ({ accountId, type: 'AWS::KMS::Key', ARN })
  const alias = eventName?.endsWith('Alias') ? (key?.aliases[0]?.name ?? 'alias/example') : undefined
  return {
    eventVersion: '1.11',
    userIdentity: {
      type: 'IAMUser',
      principalId: 'AIDAEXAMPLE',
      arn: `arn:aws:iam::${accountId}:user/emulator`,
      accountId,
      accessKeyId: 'AKIAEXAMPLE',
      userName: 'emulator',
    },
    eventTime: seconds(at),
    eventSource: 'kms.amazonaws.com',
    eventName,
    awsRegion: region,
    sourceIPAddress: '192.0.2.0',
    userAgent: 'kms-rotation-emulator',
    requestParameters: alias === undefined ? { keyId } : { aliasName: alias, targetKeyId: keyId },
    responseElements: { keyId: keyArn },
    requestID,
    eventID,
    readOnly: false,
    resources: [
      resource(keyArn),
      ...(alias === undefined ? [] : [resource(keyArn.replace(/key\/.*$/, alias))]),
    ],
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: accountId,
    eventCategory: 'Management',
  }
}
