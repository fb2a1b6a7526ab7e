import Link from '@cloudscape-design/components/link'
import Table from '@cloudscape-design/components/table'
import { STATE_NAMES } from '../format/key-names.ts'
import { useAnswer } from '../gateway/use-answer.ts'
import { KeyRegionsDocument } from '../generated/graphql.ts'
import type { KeyOfRegionFragment, KeyRegionsQuery } from '../generated/graphql.ts'
import { keyLink } from '../links/links.ts'
import { AnswerView } from '../parts/answer-view.tsx'
import { arnParts } from './arn.ts'

/** The keys of a multi-Region key: the primary key and its replicas. */
export function RegionsTab({ arn }: { readonly arn: string }) {
  const answer = useAnswer(KeyRegionsDocument, { arn })
  return (
    <AnswerView answer={answer} noun="The Regions">
      {({ key }) => (
        <Table
          variant="embedded"
          wrapLines
          items={regionsOf(key)}
          trackBy="arn"
          columnDefinitions={[
            { id: 'region', header: 'Region', cell: (row) => arnParts(row.arn).region, isRowHeader: true },
            { id: 'role', header: 'Role', cell: ({ role }) => role },
            {
              id: 'key',
              header: 'Key',
              cell: (row) => {
                if (row.arn === arn) return 'This key'
                if (!row.key) return `${row.arn}, in a Region that this gateway does not serve`
                return <Link href={keyLink(row.arn)}>{row.key.displayName}</Link>
              },
            },
            {
              id: 'state',
              header: 'State',
              cell: (row) => (row.key?.state ? STATE_NAMES[row.key.state] : 'Unknown'),
            },
          ]}
          empty={key?.problems.metadata?.message ?? 'KMS did not report the Regions of this key.'}
        />
      )}
    </AnswerView>
  )
}

interface RegionRow {
  readonly arn: string
  readonly role: string
  readonly key: KeyOfRegionFragment | undefined
}

function regionsOf(key: KeyRegionsQuery['key']): RegionRow[] {
  if (!key?.multiRegion) return []
  const { primary, primaryArn, replicas, replicaArns } = key.multiRegion
  return [
    ...(primaryArn === null ? [] : [{ arn: primaryArn, role: 'Primary', key: primary ?? undefined }]),
    ...(replicaArns ?? []).map((arn) => ({
      arn,
      role: 'Replica',
      key: replicas?.find((replica) => replica.arn === arn),
    })),
  ]
}
