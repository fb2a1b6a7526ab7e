import type { NewestAnswer } from '../gateway/use-answer.ts'
import { useAnswer } from '../gateway/use-answer.ts'
import { KeysDocument, KeysFleetDocument } from '../generated/graphql.ts'
import type { KeySource, KeysFleetQuery, KeysQuery } from '../generated/graphql.ts'
import { keyFilterOf, scopesOf } from '../links/key-filter.ts'
import type { KeysView } from '../links/keys-view.ts'
import { isFilling } from '../parts/fleet-facts.tsx'
import { KEY_COLUMNS } from './key-columns.tsx'
import type { FieldGroup } from './key-columns.tsx'
import type { KeysPreferences } from './keys-preferences.ts'

const REFRESH_MS = 30_000
const FILLING_REFRESH_MS = 5_000

export interface Keys {
  readonly answer: NewestAnswer<KeysQuery>
  /** How far the inventory goes. Undefined without an inventory. */
  readonly fleet: KeysFleetQuery['fleet'] | undefined
  readonly source: KeySource
}

/** The page of the table. A gateway without inventory reads it from KMS, and then only when the reader asks for it. */
export function useKeys(view: KeysView, { pageSize, columns }: KeysPreferences): Keys {
  const scopes = scopesOf(view.conditions)
  const refreshOf = (fleet: KeysFleetQuery['fleet'] | undefined) =>
    fleet && isFilling(fleet) ? FILLING_REFRESH_MS : REFRESH_MS
  const fleet = useAnswer(KeysFleetDocument, { scopes }, { refreshMs: (data) => refreshOf(data?.fleet) })
  const source = fleet.failure?.code === 'INVENTORY_REQUIRED' ? 'KMS' : 'INVENTORY'
  const { page } = view
  const size = page.kind === 'last' || page.kind === 'before' ? { last: pageSize } : { first: pageSize }
  const visible = columns.filter(({ visible }) => visible).map(({ id }) => id)
  const answer = useAnswer(
    KeysDocument,
    {
      source,
      hasInventory: source === 'INVENTORY',
      filter: keyFilterOf(view.conditions),
      scopes,
      orderBy: view.order,
      ...size,
      ...('cursor' in page ? { [page.kind]: page.cursor } : {}),
      ...fieldGroups(visible),
    },
    { refreshMs: source === 'KMS' ? false : refreshOf(fleet.data?.fleet) },
  )
  return { answer, fleet: fleet.data?.fleet, source }
}

function fieldGroups(columns: readonly string[]): { readonly [group in FieldGroup]: boolean } {
  const read = new Set(KEY_COLUMNS.filter(({ id }) => columns.includes(id)).flatMap(({ reads }) => reads))
  return {
    aliases: read.has('aliases'),
    compliance: read.has('compliance'),
    lastUsage: read.has('lastUsage'),
    metadata: read.has('metadata'),
    rotations: read.has('rotations'),
    status: read.has('status'),
    tags: read.has('tags'),
  }
}
