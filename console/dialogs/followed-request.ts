import { useSyncExternalStore } from 'react'
import type { RotationProgressFragment } from '../generated/graphql.ts'

/** The rotation request of each key that the reader follows, until the page is loaded again. */
const requests = new Map<string, RotationProgressFragment>()
const listeners = new Set<() => void>()

export function followRequest(arn: string, request: RotationProgressFragment): void {
  requests.set(arn, request)
  for (const listener of listeners) listener()
}

export const useFollowedRequest = (arn: string): RotationProgressFragment | undefined =>
  useSyncExternalStore(subscribe, () => requests.get(arn))

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
