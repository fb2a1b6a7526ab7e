import { useSyncExternalStore } from 'react'
import { GatewayError } from '../../client/index.ts'
import { answers } from './answers.ts'

/** Errors of requests that did not reach a gateway. */
const UNREACHABLE = new Set(['NETWORK_ERROR', 'TIMEOUT', 'INVALID_RESPONSE'])

export const isUnreachable = (error: unknown): boolean =>
  error instanceof GatewayError && UNREACHABLE.has(error.code)

/** When the newest data of the page arrived, while the gateway cannot be reached. Undefined while it can be reached. */
export function useUnreachableSince(): number | undefined {
  return useSyncExternalStore(subscribe, unreachableSince)
}

const subscribe = (listener: () => void) => answers.getQueryCache().subscribe(listener)

function unreachableSince(): number | undefined {
  const queries = answers.getQueryCache().findAll({ type: 'active' })
  if (!queries.some(({ state }) => isUnreachable(state.error))) return undefined
  return Math.max(...queries.map(({ state }) => state.dataUpdatedAt))
}
