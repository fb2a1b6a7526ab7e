import type { Client } from '../../client/index.ts'
import {
  CompletedRotationsDocument,
  CurrentCursorDocument,
  FollowRotationDocument,
  KeyByAliasDocument,
  RotateOnceDocument,
} from './generated/graphql.ts'

/** What survives a restart of the program or a reload of the page. */
export interface Storage {
  load(name: string): string | undefined
  save(name: string, value: string): void
  remove(name: string): void
}

/** Rotates a key once, also if it is called again after a crash. Resolves with the last status of the rotation. */
export async function rotateOnce(client: Client, storage: Storage, alias: string): Promise<string> {
  const { key } = await client.query(KeyByAliasDocument, { alias })
  if (!key) throw new Error(`The key ${alias} does not exist.`)
  const name = `intention ${alias}`
  const intention = client.intention(storage.load(name))
  storage.save(name, intention.idempotencyKey)
  const { rotateKeyOnDemand: result } = await intention.mutate(RotateOnceDocument, (idempotencyKey) => ({
    input: { key: { id: key.id }, idempotencyKey },
  }))
  const request = 'request' in result ? result.request : null
  // The gateway rejected the rotation.
  if (!request) throw new Error('message' in result ? result.message : 'The rotation was not requested.')

  let last = 'UNKNOWN'
  for await (const { rotationRequest } of client.stream(FollowRotationDocument, { id: request.id }))
    last = rotationRequest.status
  storage.remove(name)
  return last
}

/** Processes each completed rotation of all keys, until the signal aborts. */
export async function processRotations(
  client: Client,
  storage: Storage,
  signal: AbortSignal,
  work: (keyArn: string) => Promise<void>,
): Promise<void> {
  let after = storage.load('cursor')
  if (after === undefined) {
    const { rotationEvents } = await client.query(CurrentCursorDocument, {}, { signal })
    after = rotationEvents.pageInfo.endCursor ?? undefined
    if (after !== undefined) storage.save('cursor', after)
  }
  for await (const { rotationCompleted: event } of client.stream(
    CompletedRotationsDocument,
    {},
    { after, signal },
  )) {
    // Another message is a StreamGap: check the keys yourself.
    if ('eventId' in event) await work(event.key.arn)
    storage.save('cursor', event.cursor)
  }
}
