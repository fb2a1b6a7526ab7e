import type { PersistedDocuments } from './persisted-documents.ts'
import type { ServerPlugin } from '../operation/plugin.ts'

/**
 * Holds the allow-list where every transport passes. Each of them puts the text of a persisted document in for its id
 * before this; one that forgot to would have nothing executed.
 */
export function usePersistedDocuments(documents: PersistedDocuments): ServerPlugin {
  return {
    onParse({ params }) {
      documents.admit(typeof params.source === 'string' ? params.source : params.source.body)
    },
  }
}
