import Alert from '@cloudscape-design/components/alert'
import Link from '@cloudscape-design/components/link'
import type { ReactNode } from 'react'
import type { KeyState } from '../generated/graphql.ts'
import { keyLink } from '../links/links.ts'
import { Time } from '../parts/time.tsx'
import { arnParts } from './arn.ts'
import type { KeyPageData, PageKey } from './key-data.ts'

/** What the reader must know first: KMS that cannot be read, the state of the key, and its kind. */
export function KeyNotices({ data: { key } }: { readonly data: KeyPageData }) {
  const { metadata } = key.problems
  const { onDemandStartedAt } = key.rotationStatus
  const state = stateText(key)
  const kind = kindText(key)
  return (
    <>
      {metadata && (
        <Alert
          type="error"
          header={
            metadata.code === 'KMS_UNAVAILABLE'
              ? `KMS in ${key.region} cannot be reached for account ${key.accountId}`
              : 'The gateway cannot read this key'
          }
        >
          {metadata.message}
        </Alert>
      )}
      {onDemandStartedAt !== null && !isOwnRotation(key) && (
        <Alert type="info">
          An on-demand rotation has been in progress since <Time at={onDemandStartedAt} />. It was not
          requested through this gateway.
        </Alert>
      )}
      {state && <Alert type="warning">{state}</Alert>}
      {kind && <Alert type="info">{kind}</Alert>}
    </>
  )
}

/** Whether the rotation in progress was requested through this gateway, so that the page shows its progress. */
const isOwnRotation = ({ latestRequest }: PageKey): boolean =>
  latestRequest !== null && latestRequest.completedAt === null && latestRequest.status !== 'FAILED'

function stateText({ state, deletionScheduledAt }: PageKey): ReactNode {
  if (state === null) return null
  if (state === 'PENDING_DELETION' && deletionScheduledAt !== null)
    return (
      <>
        KMS deletes this key on <Time at={deletionScheduledAt} as="date" />. It cannot be used, and KMS does
        not rotate it. Cancel the deletion in the AWS console if data is still encrypted with it.
      </>
    )
  return STATE_TEXTS[state]
}

const STATE_TEXTS: { readonly [state in KeyState]?: string } = {
  CREATING: 'KMS is creating this key. It cannot be used or rotated yet.',
  DISABLED:
    'This key is disabled. It cannot be used, and KMS does not rotate it, not even when an automatic rotation is due. Enable the key in the AWS console first.',
  PENDING_DELETION: 'This key is scheduled for deletion. It cannot be used, and KMS does not rotate it.',
  PENDING_IMPORT:
    'This key has no key material. Import key material before it can be used. Material that has expired must be imported again.',
  PENDING_REPLICA_DELETION:
    'KMS deletes this multi-Region primary key after its replicas are deleted. It cannot be used, and KMS does not rotate it.',
  UNAVAILABLE:
    'The custom key store of this key is disconnected. The key cannot be used until it is connected.',
  UPDATING: 'The primary Region of this multi-Region key is being changed. Rotate the key afterwards.',
}

function kindText({ manager, origin, multiRegion, spec, capabilities }: PageKey): ReactNode {
  if (manager === 'AWS')
    return 'AWS manages this key for one of its services and rotates it every year. Its rotation cannot be changed.'
  if (multiRegion?.role === 'REPLICA')
    return (
      <>
        This key is a multi-Region replica, which rotates with its primary key. Change the rotation of the{' '}
        {multiRegion.primaryArn === null ? (
          'primary key'
        ) : (
          <Link href={keyLink(multiRegion.primaryArn)}>
            primary key in {arnParts(multiRegion.primaryArn).region}
          </Link>
        )}
        .
      </>
    )
  switch (origin) {
    case 'EXTERNAL':
      return 'This key has imported key material, which KMS does not rotate automatically. To rotate the key, import new key material, and then rotate the key on demand.'
    case 'AWS_CLOUDHSM':
    case 'EXTERNAL_KEY_STORE':
      return 'The key material is in a custom key store, so KMS cannot rotate this key. Replace it with a new key, and move the alias to that key.'
    case 'AWS_KMS':
    case 'UNRECOGNIZED':
    case null:
    default:
      return capabilities.rotateOnDemand.blockers.some(({ reason }) => reason === 'SPEC_NOT_SUPPORTED')
        ? `KMS rotates only symmetric encryption keys, and this key is ${spec ?? 'of another kind'}. Replace it with a new key, and move the alias to that key.`
        : null
  }
}
