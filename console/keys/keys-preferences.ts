import { isNarrow } from '../preferences/narrow.ts'
import { usePreference } from '../preferences/preference.ts'
import { KEY_COLUMNS } from './key-columns.tsx'

export const PAGE_SIZES = [50, 100]

export interface KeysPreferences {
  readonly pageSize: number
  /** The columns in the order in which they are shown. */
  readonly columns: readonly { readonly id: string; readonly visible: boolean }[]
  readonly wrapLines: boolean
}

/** How the reader wants to see the table. A column that a newer console has is not shown until the reader chooses it. */
export function useKeysPreferences(): [KeysPreferences, (preferences: KeysPreferences) => void] {
  const defaults = {
    pageSize: 50,
    columns: KEY_COLUMNS.map(({ id, isDefault }) => ({
      id,
      visible: isDefault === 'always' || (isDefault === 'wide' && !isNarrow()),
    })),
    wrapLines: false,
  }
  const [stored, store] = usePreference('keys', defaults, isKeysPreferences)
  const chosen = stored.columns.filter(({ id }) => KEY_COLUMNS.some((column) => column.id === id))
  const added = KEY_COLUMNS.filter(({ id }) => !chosen.some((column) => column.id === id))
  const columns = [...chosen, ...added.map(({ id }) => ({ id, visible: false }))]
  return [{ ...stored, columns }, store]
}

const isKeysPreferences = (value: unknown): value is KeysPreferences =>
  typeof value === 'object' &&
  value !== null &&
  'pageSize' in value &&
  typeof value.pageSize === 'number' &&
  PAGE_SIZES.includes(value.pageSize) &&
  'wrapLines' in value &&
  typeof value.wrapLines === 'boolean' &&
  'columns' in value &&
  Array.isArray(value.columns) &&
  value.columns.every(
    (column: unknown) =>
      typeof column === 'object' &&
      column !== null &&
      'id' in column &&
      typeof column.id === 'string' &&
      'visible' in column &&
      typeof column.visible === 'boolean',
  )
