import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import ExpandableSection from '@cloudscape-design/components/expandable-section'
import { scopeName } from '../format/scope.ts'
import type { KeySource, KeysQuery } from '../generated/graphql.ts'

/** The accounts and Regions whose keys cannot be listed. */
export function UnavailableScopes({
  scopes,
  source,
}: {
  readonly scopes: KeysQuery['keys']['unavailableScopes']
  readonly source: KeySource
}) {
  if (scopes.length === 0) return null
  const names = new Intl.ListFormat('en').format(scopes.map(({ scope }) => scopeName(scope)))
  return (
    <Alert type="warning" header="Some keys are missing">
      The gateway cannot list the keys of {names}.
      {source === 'INVENTORY' && ' The keys that it knows are shown as they were last read.'}
      <ExpandableSection headerText="Errors">
        {scopes.map(({ scope, error }) => (
          <p key={scopeName(scope)}>
            {scopeName(scope)}: {error.message}
          </p>
        ))}
      </ExpandableSection>
    </Alert>
  )
}

export const NoInventoryNotice = () => (
  <Alert type="info" header="This gateway keeps no inventory, so the table reads KMS.">
    Each page sends requests to KMS, and the table does not refresh by itself. With a filter, a page can have
    fewer keys than its size, and the number of matching keys is not known. Without an order, the table can
    only go forward. An export needs the inventory: start the gateway without --no-inventory.
  </Alert>
)

/** The cursor of the address cannot be used, e.g. because the link is from another gateway. */
export const CursorNotice = ({ onFirstPage }: { readonly onFirstPage: () => void }) => (
  <Alert
    type="warning"
    header="The page of this link cannot be shown."
    action={<Button onClick={onFirstPage}>Go to the first page</Button>}
  >
    The position in the list is not valid any more, or the link is for another gateway. The filter and the
    order of the link still work.
  </Alert>
)
