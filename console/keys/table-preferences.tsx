import CollectionPreferences from '@cloudscape-design/components/collection-preferences'
import { KEY_COLUMNS } from './key-columns.tsx'
import { PAGE_SIZES } from './keys-preferences.ts'
import type { KeysPreferences } from './keys-preferences.ts'

export interface TablePreferencesProps {
  readonly preferences: KeysPreferences
  readonly onChange: (preferences: KeysPreferences) => void
}

/** The button and dialog in which the reader chooses the columns and the size of a page. */
export default function TablePreferences({ preferences, onChange }: TablePreferencesProps) {
  const { pageSize, columns, wrapLines } = preferences
  return (
    <CollectionPreferences
      preferences={{ pageSize, contentDisplay: columns, wrapLines }}
      onConfirm={({ detail }) =>
        onChange({
          pageSize: detail.pageSize ?? pageSize,
          columns: (detail.contentDisplay ?? columns).map(({ id, visible }) => ({ id, visible })),
          wrapLines: detail.wrapLines ?? wrapLines,
        })
      }
      pageSizePreference={{ options: PAGE_SIZES.map((value) => ({ value, label: `${value} keys` })) }}
      wrapLinesPreference={{}}
      contentDisplayPreference={{
        title: 'Columns',
        description: 'Choose the columns and their order.',
        options: KEY_COLUMNS.map(({ id, title }) => ({ id, label: title, alwaysVisible: id === 'key' })),
      }}
    />
  )
}
