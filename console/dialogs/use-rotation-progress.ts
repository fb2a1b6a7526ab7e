import { useEffect, useState } from 'react'
import { GatewayError } from '../../client/index.ts'
import type { StreamState } from '../../client/index.ts'
import { answers } from '../gateway/answers.ts'
import { client } from '../gateway/client.ts'
import { FollowRotationDocument } from '../generated/graphql.ts'
import type { RotationProgressFragment } from '../generated/graphql.ts'
import { hasEnded } from './rotation-status.ts'

export interface FollowedProgress {
  readonly request: RotationProgressFragment
  readonly connection: StreamState
  /** Why the request is not followed any more. */
  readonly failure: GatewayError | undefined
}

const CONNECTING: StreamState = { status: 'CONNECTING' }

/** Follows a rotation request until it has ended. The pages are then loaded again. */
export function useRotationProgress(known: RotationProgressFragment): FollowedProgress {
  const { id } = known
  const [newest, setNewest] = useState<RotationProgressFragment>()
  const [connection, setConnection] = useState<StreamState>(CONNECTING)
  const [failure, setFailure] = useState<GatewayError>()
  const isFollowed = !hasEnded(known)
  useEffect(() => {
    if (!isFollowed) return undefined
    const ending = new AbortController()
    void followRotation(id, { signal: ending.signal, onRequest: setNewest, onState: setConnection }).catch(
      (error: unknown) => {
        if (error instanceof GatewayError) setFailure(error)
        else throw error
      },
    )
    return () => ending.abort()
  }, [id, isFollowed])
  // A rotation that timed out can complete later, which a new answer of the page shows.
  return { request: isFollowed ? (newest ?? known) : known, connection, failure }
}

interface FollowOptions {
  readonly signal: AbortSignal
  readonly onRequest: (request: RotationProgressFragment) => void
  readonly onState: (state: StreamState) => void
}

async function followRotation(id: string, { signal, onRequest, onState }: FollowOptions): Promise<void> {
  for await (const { rotationRequest } of client.stream(
    FollowRotationDocument,
    { id },
    { signal, onState },
  )) {
    onRequest(rotationRequest)
    if (hasEnded(rotationRequest)) await answers.invalidateQueries()
  }
}
