import type { PersistedDocuments } from './persisted-documents.ts'
import type { ServerPlugin } from '../operation/plugin.ts'

/**
 * Enforces the allow-list on every transport. Each transport replaces the ID of a persisted document with its text before
 * this plugin runs. Without that step, the operation would be rejected here.
 */
export function usePersistedDocuments(documents: PersistedDocuments): ServerPlugin {
  return {
    onParse({ params }) {
      documents.admit(typeof params.source === 'string' ? params.source : params.source.body)
    },
  }
}
