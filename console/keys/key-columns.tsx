import Box from '@cloudscape-design/components/box'
import Link from '@cloudscape-design/components/link'
import type { TableProps } from '@cloudscape-design/components/table'
import type { ReactNode } from 'react'
import { COMPLIANCE_REASONS } from '../format/compliance-reason.ts'
import { countOf, formatCount } from '../format/count.ts'
import { AUTOMATIC_ROTATION_NAMES, MANAGER_NAMES, ORIGIN_NAMES, STATE_NAMES } from '../format/key-names.ts'
import { rotationTypeName } from '../format/rotation-type.ts'
import { formatDaysFrom } from '../format/time.ts'
import type {
  ComplianceReason,
  KeyOrderField,
  KeyRowFragment,
  KeysQueryVariables,
} from '../generated/graphql.ts'
import { keyLink } from '../links/links.ts'
import { isNarrow } from '../preferences/narrow.ts'
import { Time } from '../parts/time.tsx'
import { Unknown } from '../parts/unknown.tsx'
import { Verdict } from '../parts/verdict.tsx'

/** The data of a cell besides its key. */
export interface CellFacts {
  /** The time of the gateway, from which days are counted. */
  readonly now: string
  /** By ID. */
  readonly accountNames: ReadonlyMap<string, string>
}

/** The groups of fields that the query reads only if a column shows them. */
export type FieldGroup = Extract<
  keyof KeysQueryVariables,
  'aliases' | 'compliance' | 'lastUsage' | 'metadata' | 'rotations' | 'status' | 'tags'
>

export interface KeyColumn {
  readonly id: string
  readonly title: string
  readonly reads: readonly FieldGroup[]
  readonly order?: KeyOrderField
  /** Whether the column is shown until the reader chooses: always, or not on small screens. */
  readonly isDefault?: 'always' | 'wide'
  readonly cell: (key: KeyRowFragment, facts: CellFacts) => ReactNode
}

const NONE = '–'

/** Pixels. A longer name is cut unless the reader wraps lines. */
const KEY_WIDTH = isNarrow() ? 150 : 240

/** The value, `Unknown` with the error of its read, or what its absence means. */
function known<Value>(
  value: Value | null | undefined,
  problem: { readonly message: string } | null | undefined,
  show: (value: Value) => ReactNode,
  absent: ReactNode = NONE,
): ReactNode {
  if (value !== null && value !== undefined) return show(value)
  return problem ? <Unknown reason={problem.message} /> : absent
}

/** A date, and the days from or to it. */
const Day = ({ at, now }: { readonly at: string; readonly now: string }) => (
  <>
    <Time at={at} as="date" />
    <Box color="text-body-secondary" fontSize="body-s">
      {formatDaysFrom(at, now)}
    </Box>
  </>
)

export const KEY_COLUMNS: readonly KeyColumn[] = [
  {
    id: 'key',
    title: 'Key',
    reads: ['aliases'],
    order: 'DISPLAY_NAME',
    isDefault: 'always',
    cell: ({ arn, displayName, aliases, problems }) => (
      <>
        <Link href={keyLink(arn)}>{displayName}</Link>
        {known(
          aliases,
          problems.aliases,
          (names) => (
            <OtherAliases aliases={names} />
          ),
          '',
        )}
      </>
    ),
  },
  {
    id: 'account',
    title: 'Account',
    reads: [],
    isDefault: 'wide',
    cell: ({ accountId }, { accountNames }) => {
      const name = accountNames.get(accountId)
      if (!name) return accountId
      return (
        <>
          {name}
          <Box color="text-body-secondary" fontSize="body-s">
            {accountId}
          </Box>
        </>
      )
    },
  },
  { id: 'region', title: 'Region', reads: [], isDefault: 'wide', cell: ({ region }) => region },
  {
    id: 'compliance',
    title: 'Compliance',
    reads: ['compliance'],
    isDefault: 'always',
    cell: ({ compliance, problems }) => compliance && <Compliance {...{ compliance, problems }} />,
  },
  {
    id: 'due',
    title: 'Due',
    reads: ['compliance'],
    order: 'DUE_AT',
    isDefault: 'always',
    cell: ({ compliance }, { now }) =>
      known(compliance?.dueAt, undecided(compliance), (at) =>
        compliance?.verdict === 'OVERDUE' && at > now ? (
          <DueNow compliance={compliance} />
        ) : (
          <Day at={at} now={now} />
        ),
      ),
  },
  {
    id: 'last-rotation',
    title: 'Last rotation',
    reads: ['rotations'],
    order: 'LAST_ROTATED_AT',
    isDefault: 'wide',
    cell: ({ lastRotation, problems }) =>
      known(
        lastRotation,
        problems.rotations,
        ({ rotatedAt, type }) => (
          <>
            <Time at={rotatedAt} as="date" />
            <Box color="text-body-secondary" fontSize="body-s">
              {rotationTypeName(type)}
            </Box>
          </>
        ),
        'Never',
      ),
  },
  {
    id: 'material-age',
    title: 'Material age',
    reads: ['compliance'],
    order: 'MATERIAL_AGE',
    cell: ({ compliance }) =>
      known(compliance?.materialAgeInDays, undecided(compliance), (days) => countOf(Math.floor(days), 'day')),
  },
  {
    id: 'automatic',
    title: 'Automatic rotation',
    reads: ['status'],
    isDefault: 'wide',
    cell: ({ rotationStatus, problems }) => {
      if (!rotationStatus) return NONE
      const { automatic, periodInDays } = rotationStatus
      if (automatic === 'UNKNOWN') return known(null, problems.rotationStatus, () => NONE, 'Unknown')
      const name = AUTOMATIC_ROTATION_NAMES[automatic]
      return typeof periodInDays === 'number' ? `${name}, every ${countOf(periodInDays, 'day')}` : name
    },
  },
  {
    id: 'next-rotation',
    title: 'Next automatic rotation',
    reads: ['status'],
    order: 'NEXT_ROTATION_AT',
    cell: ({ rotationStatus, problems }, { now }) =>
      known(rotationStatus?.nextRotationAt, problems.rotationStatus, (at) => <Day at={at} now={now} />),
  },
  {
    id: 'left',
    title: 'On-demand left',
    reads: ['rotations'],
    order: 'REMAINING_ON_DEMAND',
    isDefault: 'wide',
    cell: ({ onDemandQuota, problems }) =>
      known(onDemandQuota, problems.rotations, ({ remaining }) => formatCount(remaining)),
  },
  {
    id: 'state',
    title: 'State',
    reads: ['metadata'],
    cell: ({ state, problems }) => known(state, problems.metadata, (value) => STATE_NAMES[value]),
  },
  {
    id: 'spec',
    title: 'Key spec',
    reads: ['metadata'],
    cell: ({ spec, problems }) => known(spec, problems.metadata, String),
  },
  {
    id: 'usage',
    title: 'Key usage',
    reads: ['metadata'],
    cell: ({ usage, problems }) => known(usage, problems.metadata, String),
  },
  {
    id: 'origin',
    title: 'Origin',
    reads: ['metadata'],
    cell: ({ origin, problems }) => known(origin, problems.metadata, (value) => ORIGIN_NAMES[value]),
  },
  {
    id: 'manager',
    title: 'Managed by',
    reads: ['metadata', 'tags'],
    cell: ({ manager, managedBy, problems }) =>
      known(manager, problems.metadata, (value) => (
        <>
          {MANAGER_NAMES[value]}
          <Box color="text-body-secondary" fontSize="body-s">
            {known(
              managedBy,
              problems.tags,
              ({ kind, name }) => (kind === 'CLOUDFORMATION' ? `Stack ${name}` : name),
              '',
            )}
          </Box>
        </>
      )),
  },
  {
    id: 'owner',
    title: 'Owner',
    reads: ['aliases', 'tags'],
    cell: ({ owner, problems }) => known(owner, problems.tags ?? problems.aliases, String),
  },
  {
    id: 'rule',
    title: 'Rule',
    reads: ['compliance'],
    cell: ({ compliance }) => known(compliance?.rule, undecided(compliance), ({ name }) => name),
  },
  {
    id: 'last-use',
    title: 'Last use',
    reads: ['lastUsage'],
    cell: ({ lastUsage, problems }, { now }) =>
      known(lastUsage, problems.lastUsage, ({ usedAt, hasBeenUsed, trackingStartedAt }) =>
        known(
          usedAt,
          undefined,
          (at) => <Day at={at} now={now} />,
          hasBeenUsed === false || trackingStartedAt === null ? (
            'Never'
          ) : (
            <>
              Not since <Time at={trackingStartedAt} as="date" />
            </>
          ),
        ),
      ),
  },
  {
    id: 'created',
    title: 'Created',
    reads: ['metadata'],
    order: 'CREATED_AT',
    cell: ({ createdAt, problems }, { now }) =>
      known(createdAt, problems.metadata, (at) => <Day at={at} now={now} />),
  },
  { id: 'arn', title: 'ARN', reads: [], order: 'ARN', cell: ({ arn }) => arn },
]

/** The columns of the table. Sorting is by the gateway, over all keys. */
export const columnDefinitions = (facts: CellFacts): TableProps.ColumnDefinition<KeyRowFragment>[] =>
  KEY_COLUMNS.map(({ id, title, order, cell }) => ({
    id,
    header: title,
    cell: (key) => cell(key, facts),
    ...(order ? { sortingField: order } : {}),
    ...(id === 'key' ? { isRowHeader: true, maxWidth: KEY_WIDTH } : {}),
  }))

const SHOWN_ALIASES = 3

/** The aliases after the first one, which is the name of the key. */
function OtherAliases({ aliases }: { readonly aliases: readonly { readonly name: string }[] }) {
  if (aliases.length < 2) return null
  const names = aliases.slice(1, 1 + SHOWN_ALIASES).map(({ name }) => name.replace(/^alias\//, ''))
  const rest = aliases.length - 1 - names.length
  return (
    <Box color="text-body-secondary" fontSize="body-s">
      {names.join(', ')}
      {rest > 0 && ` and ${formatCount(rest)} more`}
    </Box>
  )
}

type ComplianceFacts = NonNullable<KeyRowFragment['compliance']>

/** Why a value that follows from the verdict is unknown. */
function undecided(compliance: ComplianceFacts | undefined): { readonly message: string } | undefined {
  if (compliance?.verdict !== 'UNKNOWN') return undefined
  return { message: compliance.reasons.map((reason) => COMPLIANCE_REASONS[reason]).join(' ') }
}

/** A key can be overdue before its key material is too old, because of its setting of automatic rotation. */
function DueNow({ compliance }: { readonly compliance: ComplianceFacts }) {
  const setting = compliance.reasons.flatMap((reason) => SETTING_TEXTS[reason] ?? [])[0]
  return (
    <>
      Now
      {setting && (
        <Box color="text-body-secondary" fontSize="body-s">
          {setting}
        </Box>
      )}
    </>
  )
}

const SETTING_TEXTS: { readonly [reason in ComplianceReason]?: string } = {
  AUTOMATIC_ROTATION_OFF: 'Automatic rotation is off',
  PERIOD_TOO_LONG: 'The period is too long',
}

function Compliance({
  compliance,
  problems,
}: {
  readonly compliance: ComplianceFacts
  readonly problems: KeyRowFragment['problems']
}) {
  const { verdict, reasons, exception } = compliance
  const errors = new Set(Object.values(problems).flatMap((problem) => problem?.message ?? []))
  if (verdict === 'UNKNOWN')
    return (
      <Unknown
        reason={
          <>
            {reasons.map((reason) => (
              <p key={reason}>{COMPLIANCE_REASONS[reason]}</p>
            ))}
            {[...errors].map((message) => (
              <p key={message}>{message}</p>
            ))}
          </>
        }
      />
    )
  return (
    <>
      <Verdict verdict={verdict} />
      {exception && (
        <Box color="text-body-secondary" fontSize="body-s">
          until <Time at={exception.endsAt} as="date" />
        </Box>
      )}
    </>
  )
}
