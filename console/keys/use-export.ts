import { useRef, useState } from 'react'
import { GatewayError } from '../../client/index.ts'
import { exportKeys } from '../gateway/export-keys.ts'
import type { KeyExport } from '../gateway/export-keys.ts'
import { saveFile } from '../parts/save-file.ts'

/** The export that runs, or how the last one ended. */
export type ExportState =
  | { readonly status: 'RUNNING'; readonly receivedBytes: number }
  | { readonly status: 'SAVED'; readonly name: string; readonly bytes: number }
  | { readonly status: 'FAILED'; readonly failure: GatewayError; readonly keys: KeyExport }

export interface Export {
  readonly state: ExportState | undefined
  readonly start: (keys: KeyExport) => void
  readonly cancel: () => void
  readonly dismiss: () => void
}

/** Exports keys to a file of the browser, one export at a time. */
export function useExport(): Export {
  const [state, setState] = useState<ExportState>()
  const running = useRef<AbortController>(undefined)

  async function run(keys: KeyExport, { signal }: AbortController): Promise<void> {
    const progress = (receivedBytes: number) => setState({ status: 'RUNNING', receivedBytes })
    progress(0)
    try {
      const { name, content } = await exportKeys(keys, signal, progress)
      saveFile(name, content)
      setState({ status: 'SAVED', name, bytes: content.size })
    } catch (error) {
      if (signal.aborted) return setState(undefined)
      if (!(error instanceof GatewayError)) throw error
      setState({ status: 'FAILED', failure: error, keys })
    }
  }

  return {
    state,
    start(keys) {
      running.current?.abort()
      running.current = new AbortController()
      void run(keys, running.current)
    },
    cancel: () => running.current?.abort(),
    dismiss: () => setState(undefined),
  }
}
