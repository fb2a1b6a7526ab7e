import ButtonDropdown from '@cloudscape-design/components/button-dropdown'
import { countOf } from '../format/count.ts'
import type { ExportFormat } from '../gateway/export-keys.ts'

/** Which keys an export has. */
export type ExportRange = 'selected' | 'matching'

export interface ExportMenuProps {
  readonly selectedCount: number
  /** The number of keys that match, in words. */
  readonly matchingText: string
  readonly isRunning: boolean
  readonly onExport: (range: ExportRange, format: ExportFormat) => void
}

const FORMATS: readonly { readonly format: ExportFormat; readonly text: string }[] = [
  { format: 'csv', text: 'CSV' },
  { format: 'ndjson', text: 'JSON, one line per key' },
]

/** Exports the selected keys, or all that match. */
export function ExportMenu({ selectedCount, matchingText, isRunning, onExport }: ExportMenuProps) {
  const group = (range: ExportRange, text: string) => ({
    text,
    items: FORMATS.map(({ format, text }) => ({ id: `${range} ${format}`, text })),
  })
  return (
    <ButtonDropdown
      loading={isRunning}
      loadingText="The keys are being exported."
      items={[
        ...(selectedCount > 0 ? [group('selected', countOf(selectedCount, 'selected key'))] : []),
        group('matching', matchingText),
      ]}
      onItemClick={({ detail }) => {
        const [range, format] = detail.id.split(' ')
        onExport(range === 'selected' ? 'selected' : 'matching', format === 'csv' ? 'csv' : 'ndjson')
      }}
      expandToViewport
    >
      Export
    </ButtonDropdown>
  )
}
