import Button from '@cloudscape-design/components/button'
import DatePicker from '@cloudscape-design/components/date-picker'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import Input from '@cloudscape-design/components/input'
import Link from '@cloudscape-design/components/link'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Table from '@cloudscape-design/components/table'
import { useState } from 'react'
import { formatCount } from '../format/count.ts'
import type {
  ComplianceGroupFragment,
  ComplianceGroupsQuery,
  ComplianceVerdict,
} from '../generated/graphql.ts'
import { keysLink } from '../links/links.ts'
import { Choice } from '../parts/choice.tsx'
import { saveFile } from '../parts/save-file.ts'
import { VERDICTS, VERDICT_ORDER } from '../parts/verdict.tsx'
import { conditionsOf, groupName } from './group-name.ts'
import type { groupsAsCsv as GroupsAsCsv } from './groups-csv.ts'
import { GROUPINGS } from './grouping.ts'
import type { ComplianceView } from './grouping.ts'

export interface GroupsProps {
  readonly data: ComplianceGroupsQuery
  readonly view: ComplianceView
  readonly onChange: (changes: Partial<ComplianceView>) => void
  /** Whether the data belongs to an earlier view. */
  readonly isLoading: boolean
}

/** The number of keys with each verdict, for each group. The numbers of the present are links to the keys. */
export function Groups({ data, view, onChange, isLoading }: GroupsProps) {
  const { fleet } = data
  const groups = fleet.byAccount ?? fleet.byRegion ?? fleet.byOwner ?? fleet.byTag ?? []
  const nameOf = (group: ComplianceGroupFragment) => groupName(group, view, data.scopes)
  const grouping = GROUPINGS.find(({ id }) => id === view.grouping)?.text ?? ''
  const header = view.grouping === 'tag' ? `Tag ${view.tag}` : grouping
  return (
    <Table
      header={
        <Header
          variant="h2"
          actions={
            <Button iconName="download" onClick={() => void saveGroups(header, groups, nameOf)}>
              Download CSV
            </Button>
          }
        >
          Keys by{' '}
          {view.grouping === 'tag'
            ? `tag ${view.tag}`
            : grouping.replace(/^[AO]/, (letter) => letter.toLowerCase())}
        </Header>
      }
      filter={<Controls view={view} onChange={onChange} />}
      loading={isLoading}
      loadingText="The numbers are loading."
      items={groups}
      trackBy={({ kind, value }) => `${kind} ${value}`}
      columnDefinitions={[
        { id: 'group', header, cell: nameOf, isRowHeader: true, minWidth: 160 },
        {
          id: 'keys',
          header: 'Keys',
          cell: (group) => <Count count={group.keyCount} group={group} view={view} />,
        },
        ...VERDICT_ORDER.map((verdict) => ({
          id: verdict,
          header: VERDICTS[verdict].name,
          cell: (group: ComplianceGroupFragment) => (
            <Count count={countWith(group, verdict)} group={group} view={view} verdict={verdict} />
          ),
        })),
      ]}
      wrapLines
      empty="There are no keys."
    />
  )
}

/** Loads the writer of CSV when it is needed. */
async function saveGroups(...table: Parameters<typeof GroupsAsCsv>): Promise<void> {
  const { groupsAsCsv } = await import('./groups-csv.ts')
  saveFile('compliance.csv', new Blob([groupsAsCsv(...table)], { type: 'text/csv' }))
}

const countWith = ({ byVerdict }: ComplianceGroupFragment, verdict: ComplianceVerdict) =>
  byVerdict.find((each) => each.verdict === verdict)?.keyCount ?? 0

interface CountProps {
  readonly count: number
  readonly group: ComplianceGroupFragment
  readonly view: ComplianceView
  readonly verdict?: ComplianceVerdict
}

function Count({ count, group, view, verdict }: CountProps) {
  const conditions = conditionsOf(group, view)
  // The table of keys shows the present, and has no filter for keys without a value.
  if (count === 0 || view.day || !conditions) return formatCount(count)
  return (
    <Link href={keysLink({ ...conditions, ...(verdict ? { compliance: [verdict] } : {}) })}>
      {formatCount(count)}
    </Link>
  )
}

function Controls({ view, onChange }: Pick<GroupsProps, 'view' | 'onChange'>) {
  const [tag, setTag] = useState(view.tag)
  return (
    <SpaceBetween direction="horizontal" size="m">
      <Choice
        label="Group by"
        options={GROUPINGS}
        value={view.grouping}
        onChange={(grouping) => onChange({ grouping })}
      />
      {view.grouping === 'tag' && (
        <FormField label="Tag key">
          <Input
            value={tag}
            onChange={({ detail }) => setTag(detail.value)}
            onBlur={() => onChange({ tag: tag.trim() || view.tag })}
            onKeyDown={({ detail }) => detail.key === 'Enter' && onChange({ tag: tag.trim() || view.tag })}
          />
        </FormField>
      )}
      <FormField label="State at the end of a day (UTC)">
        <DatePicker
          value={view.day}
          placeholder="YYYY-MM-DD"
          expandToViewport
          isDateEnabled={(date) => date.getTime() < Date.now()}
          dateDisabledReason={() => 'The day has not begun.'}
          onChange={({ detail }) => onChange({ day: detail.value })}
        />
      </FormField>
      {view.day && (
        <FormField label="Present">
          <Button onClick={() => onChange({ day: '' })}>Show the present</Button>
        </FormField>
      )}
    </SpaceBetween>
  )
}
