import Alert from '@cloudscape-design/components/alert'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { formatCount } from '../format/count.ts'
import type { Permission, SettingsQuery } from '../generated/graphql.ts'
import { Time } from '../parts/time.tsx'

const PERMISSION_NAMES: { readonly [permission in Permission]: string } = {
  ROTATION_READ: 'see keys and rotations',
  ROTATION_WRITE: 'rotate keys and change automatic rotation',
  ADMIN: 'see prices, budgets and causes of errors',
}

/** The caller, and what the gateway allows. */
export function ViewerFacts({ viewer, rateLimit }: Pick<SettingsQuery, 'viewer' | 'rateLimit'>) {
  const { subject, permissions, omittedClaims } = viewer
  return (
    <Container header={<Header variant="h2">You</Header>}>
      <SpaceBetween size="m">
        <KeyValuePairs
          columns={3}
          items={[
            { label: 'Name', value: subject },
            {
              label: 'You may',
              value:
                permissions.length === 0
                  ? 'nothing. Ask the operators of the gateway for a permission.'
                  : permissions.map((permission) => (
                      <div key={permission}>{PERMISSION_NAMES[permission]}</div>
                    )),
            },
            {
              label: 'Points left for requests to KMS',
              value:
                rateLimit?.limit == null ? (
                  'Not limited'
                ) : (
                  <>
                    {formatCount(rateLimit.remaining ?? 0)} of {formatCount(rateLimit.limit)}
                    {rateLimit.resetAt && (
                      <>
                        , all again at <Time at={rateLimit.resetAt} as="clock" />
                      </>
                    )}
                  </>
                ),
            },
          ]}
        />
        {omittedClaims.length > 0 && (
          <Alert type="warning" header="Permissions can be missing">
            The issuer left claims out of your token: {omittedClaims.join(', ')}. Roles that depend on them
            are not granted.
          </Alert>
        )}
      </SpaceBetween>
    </Container>
  )
}
