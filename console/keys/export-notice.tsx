import Button from '@cloudscape-design/components/button'
import Flashbar from '@cloudscape-design/components/flashbar'
import type { FlashbarProps } from '@cloudscape-design/components/flashbar'
import { formatBytes } from '../format/count.ts'
import type { Export, ExportState } from './use-export.ts'

/** Says how far the export is, and how it ended. */
export function ExportNotice({ state, ...actions }: Export) {
  return state && <Flashbar items={[{ id: 'export', ...messageOf(state, actions) }]} />
}

function messageOf(
  state: ExportState,
  { start, cancel, dismiss }: Omit<Export, 'state'>,
): FlashbarProps.MessageDefinition {
  if (state.status === 'RUNNING')
    return {
      type: 'in-progress',
      loading: true,
      header: 'The keys are being exported.',
      content: `${formatBytes(state.receivedBytes)} received`,
      action: <Button onClick={cancel}>Cancel</Button>,
    }
  const closing = { dismissible: true, onDismiss: dismiss }
  if (state.status === 'SAVED')
    return {
      type: 'success',
      header: `${state.name} was saved.`,
      content: `${formatBytes(state.bytes)}. The file is in the download folder of your browser.`,
      ...closing,
    }
  const { failure, keys } = state
  if (failure.code === 'INVENTORY_INCOMPLETE')
    return {
      type: 'warning',
      header: 'The export would not be complete.',
      content:
        'The gateway cannot list the keys of an account or Region, or has not read all keys yet. A file of the known keys has the word incomplete in its name.',
      action: <Button onClick={() => start({ ...keys, isIncomplete: true })}>Export the known keys</Button>,
      ...closing,
    }
  return {
    type: 'error',
    header: 'The keys could not be exported.',
    content: failure.message,
    action: <Button onClick={() => start(keys)}>Try again</Button>,
    ...closing,
  }
}
