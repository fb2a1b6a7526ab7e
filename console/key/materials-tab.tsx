import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard'
import Table from '@cloudscape-design/components/table'
import { rotationTypeName } from '../format/rotation-type.ts'
import { usePages } from '../gateway/use-pages.ts'
import { KeyMaterialsDocument } from '../generated/graphql.ts'
import type { ImportState, KeyMaterialState } from '../generated/graphql.ts'
import { AnswerView } from '../parts/answer-view.tsx'
import { LoadMore } from '../parts/load-more.tsx'
import { Time } from '../parts/time.tsx'
import { failure } from './problems.ts'

const PAGE_SIZE = 50

/** The key materials of a key, in the order in which KMS lists them. */
export function MaterialsTab({ arn }: { readonly arn: string }) {
  const pages = usePages(
    KeyMaterialsDocument,
    { arn, first: PAGE_SIZE },
    {
      next({ key }) {
        const info = key?.materials?.pageInfo
        return info?.hasNextPage ? { after: info.endCursor } : undefined
      },
    },
  )
  return (
    <AnswerView answer={pages} noun="The key materials">
      {(data) => (
        <>
          <Table
            variant="embedded"
            wrapLines
            items={data.flatMap(({ key }) => key?.materials?.nodes ?? [])}
            trackBy="id"
            columnDefinitions={[
              {
                id: 'id',
                header: 'Key material ID',
                isRowHeader: true,
                cell: ({ materialId }) => (
                  <CopyToClipboard
                    variant="inline"
                    textToCopy={materialId}
                    textToDisplay={`${materialId.slice(0, 12)}…`}
                    copyButtonAriaLabel="Copy the key material ID"
                    copySuccessText="ID copied"
                    copyErrorText="The browser did not copy the ID."
                  />
                ),
              },
              { id: 'state', header: 'State', cell: ({ materialState }) => MATERIAL_STATES[materialState] },
              {
                id: 'since',
                header: 'Current since',
                cell: ({ rotation, materialState }) =>
                  rotation ? (
                    <>
                      <Time at={rotation.rotatedAt} /> ({rotationTypeName(rotation.type).toLowerCase()})
                    </>
                  ) : materialState.startsWith('PENDING') ? (
                    '–'
                  ) : (
                    'The first key material'
                  ),
              },
              {
                id: 'import',
                header: 'Import',
                cell: ({ importState }) =>
                  importState === null ? 'Not imported' : IMPORT_STATES[importState],
              },
              {
                id: 'expires',
                header: 'Expires',
                cell: ({ expiresAt }) => (expiresAt === null ? 'Never' : <Time at={expiresAt} />),
              },
              { id: 'description', header: 'Description', cell: ({ description }) => description ?? '–' },
            ]}
            empty={
              failure(data[0]?.key?.problems.materials ?? null)?.message ??
              'KMS does not list the key material of keys of this kind.'
            }
          />
          <LoadMore pages={pages} text="Show more key materials" />
        </>
      )}
    </AnswerView>
  )
}

const MATERIAL_STATES: { readonly [state in KeyMaterialState]: string } = {
  CURRENT: 'Current: encrypts and decrypts',
  NON_CURRENT: 'Not current: decrypts older data',
  PENDING_ROTATION: 'Pending: the next on-demand rotation makes it current',
  PENDING_MULTI_REGION_IMPORT_AND_ROTATION: 'Pending: not imported into all replicas yet',
  UNRECOGNIZED: 'Another state',
}

const IMPORT_STATES: { readonly [state in ImportState]: string } = {
  IMPORTED: 'Imported',
  PENDING_IMPORT: 'Expired or deleted: import it again',
  UNRECOGNIZED: 'Another state',
}
