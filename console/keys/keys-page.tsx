import Button from '@cloudscape-design/components/button'
import Input from '@cloudscape-design/components/input'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Table from '@cloudscape-design/components/table'
import { Suspense, lazy, useState } from 'react'
import { isUnreachable } from '../gateway/reachability.ts'
import { useAnswer } from '../gateway/use-answer.ts'
import { KeysSettingsDocument } from '../generated/graphql.ts'
import type { KeyRowFragment } from '../generated/graphql.ts'
import { keyFilterOf, scopesOf, writeKeyConditions } from '../links/key-filter.ts'
import { FIRST_PAGE, isOrderField } from '../links/keys-view.ts'
import { FailureAlert } from '../parts/failure-alert.tsx'
import { FillingProgress } from '../parts/fleet-facts.tsx'
import { ExportMenu } from './export-menu.tsx'
import { ExportNotice } from './export-notice.tsx'
import { accountNames, filterOptions } from './filter-options.ts'
import { columnDefinitions } from './key-columns.tsx'
import { KeysHeader, matchingCount } from './keys-header.tsx'
import { CursorNotice, NoInventoryNotice, UnavailableScopes } from './keys-notices.tsx'
import { useKeysPreferences } from './keys-preferences.ts'
import { NoKeys } from './no-keys.tsx'
import { Pager } from './pager.tsx'
import { useExport } from './use-export.ts'
import { useKeysView } from './use-keys-view.ts'
import { useKeys } from './use-keys.ts'

// Parts of their own, so that the keys are shown before these are loaded.
const KeysFilter = lazy(() => import('./keys-filter.tsx'))
const TablePreferences = lazy(() => import('./table-preferences.tsx'))

const SETTINGS_REFRESH_MS = 300_000

/** The table of keys. Its filter, order and page are in the address. */
export default function KeysPage() {
  const [view, open] = useKeysView()
  const [preferences, setPreferences] = useKeysPreferences()
  const { answer, fleet, source } = useKeys(view, preferences)
  const settings = useAnswer(KeysSettingsDocument, {}, { refreshMs: SETTINGS_REFRESH_MS }).data
  const [selected, select] = useSelection(writeKeyConditions(view.conditions).toString())
  const exporting = useExport()

  const { data, reload } = answer
  const isKeptFailure = source === 'INVENTORY' && answer.failure?.code === 'INVENTORY_REQUIRED'
  const failure = isKeptFailure ? undefined : answer.failure
  const isLoading = answer.isEarlier || (data === undefined && !failure)
  const keys = data?.keys
  const isFiltered = writeKeyConditions(view.conditions).size > 0
  const goTo = (page: typeof view.page) => open({ ...view, page })
  const goToFirst = () => goTo(FIRST_PAGE)
  const count = matchingCount(data)
  const columns = columnDefinitions({
    now: data?.gateway.answeredAt ?? '',
    accountNames: accountNames(settings),
  })
  if (failure?.code === 'FORBIDDEN')
    return <FailureAlert header="The keys could not be loaded." failure={failure} retry={reload} />
  const isCursorInvalid = 'cursor' in view.page && failure?.code === 'BAD_USER_INPUT'
  return (
    <SpaceBetween size="m">
      {source === 'KMS' && <NoInventoryNotice />}
      {isCursorInvalid && <CursorNotice onFirstPage={goToFirst} />}
      {failure && !isCursorInvalid && !(data && isUnreachable(failure)) && (
        <FailureAlert header="The keys could not be loaded." failure={failure} retry={reload} />
      )}
      {fleet && <FillingProgress facts={fleet} />}
      {keys && <UnavailableScopes scopes={keys.unavailableScopes} source={source} />}
      <ExportNotice {...exporting} />
      <Table
        variant="full-page"
        stickyHeader
        stickyColumns={{ first: 1 }}
        header={
          <KeysHeader
            data={data}
            selectedCount={selected.length}
            actions={
              <SpaceBetween direction="horizontal" size="xs">
                <Button
                  iconName="refresh"
                  ariaLabel="Refresh"
                  onClick={reload}
                  loading={answer.isFetching && source === 'KMS'}
                />
                {source === 'INVENTORY' && (
                  <ExportMenu
                    selectedCount={selected.length}
                    matchingText={count === undefined ? 'All keys that match' : `All that match (${count})`}
                    isRunning={exporting.state?.status === 'RUNNING'}
                    onExport={(range, format) =>
                      exporting.start({
                        format,
                        isIncomplete: false,
                        ...(range === 'selected'
                          ? selectionOf(selected)
                          : { filter: keyFilterOf(view.conditions), scopes: scopesOf(view.conditions) }),
                      })
                    }
                  />
                )}
              </SpaceBetween>
            }
          />
        }
        filter={
          <Suspense fallback={<Input value="" disabled ariaLabel="The filter is loading" />}>
            <KeysFilter
              conditions={view.conditions}
              options={filterOptions(settings, fleet, keys?.nodes ?? [])}
              countText={count === undefined ? '' : `${count} ${count === '1' ? 'match' : 'matches'}`}
              onChange={(conditions) => open({ ...view, conditions, page: FIRST_PAGE })}
            />
          </Suspense>
        }
        pagination={
          <Pager
            pageInfo={keys?.pageInfo}
            isTwoWay={source === 'INVENTORY' || view.order !== undefined}
            isLoading={isLoading}
            onChange={goTo}
          />
        }
        preferences={
          <Suspense
            fallback={
              <Button variant="icon" iconName="settings" disabled ariaLabel="The preferences are loading" />
            }
          >
            <TablePreferences preferences={preferences} onChange={setPreferences} />
          </Suspense>
        }
        columnDefinitions={columns}
        columnDisplay={preferences.columns}
        wrapLines={preferences.wrapLines}
        items={keys?.nodes ?? []}
        trackBy="id"
        loading={isLoading}
        loadingText="The keys are loading."
        sortingColumn={columns.find(({ sortingField }) => sortingField && sortingField === view.order?.field)}
        sortingDescending={view.order?.direction === 'DESC'}
        onSortingChange={({ detail: { sortingColumn, isDescending } }) => {
          const field = sortingColumn.sortingField ?? ''
          if (isOrderField(field))
            open({ ...view, order: { field, direction: isDescending ? 'DESC' : 'ASC' }, page: FIRST_PAGE })
        }}
        selectionType="multi"
        selectedItems={selected}
        onSelectionChange={({ detail }) => select(detail.selectedItems)}
        ariaLabels={{
          tableLabel: 'Keys',
          selectionGroupLabel: 'Selection of keys',
          allItemsSelectionLabel: () => 'Select all keys of this page',
          itemSelectionLabel: (_, { displayName }) => `Select ${displayName}`,
        }}
        empty={
          <NoKeys
            keys={keys}
            isFiltered={isFiltered}
            isFirstPage={view.page.kind === 'first'}
            onClear={() => open({ ...view, conditions: {}, page: FIRST_PAGE })}
            onFirstPage={goToFirst}
          />
        }
      />
    </SpaceBetween>
  )
}

/** The selected keys, of all pages. Another filter begins with none. */
function useSelection(
  conditions: string,
): [readonly KeyRowFragment[], (keys: readonly KeyRowFragment[]) => void] {
  const [selection, setSelection] = useState<{ conditions: string; keys: readonly KeyRowFragment[] }>()
  return [
    selection?.conditions === conditions ? selection.keys : [],
    (keys) => setSelection({ conditions, keys }),
  ]
}

/** The filter and the scopes of some keys. Other scopes do not matter, also if they cannot be read. */
const selectionOf = (keys: readonly KeyRowFragment[]) => ({
  filter: { keys: keys.map(({ id }) => id) },
  scopes: [
    ...new Map(keys.map(({ accountId, region }) => [accountId + region, { accountId, region }])).values(),
  ],
})
