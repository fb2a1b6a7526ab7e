import { expect } from 'vitest'
import { RequestNodeDocument, RotateDocument } from '../documents/generated/graphql.ts'
import type { RotateMutation } from '../documents/generated/graphql.ts'
import type { TestGateway } from '../support/gateway.ts'
import { waitFor } from '../support/wait-until.ts'

export const unknownArn = 'arn:aws:kms:us-east-1:111122223333:key/0f0f0f0f-1111-4222-8333-444455556666'

export type RotateOutcome = RotateMutation['rotateKeyOnDemand']

/** Executes an operation and checks that the response does not reveal internals. */
export async function rotate(gateway: TestGateway, arn: string): Promise<RotateOutcome> {
  const data = await gateway.ask(RotateDocument, { input: { key: { arn } } })
  refuseLeaks(data)
  return data.rotateKeyOnDemand
}

/** The request of an accepted rotation. Fails with the outcome if the rotation was not accepted. */
export async function accepted(gateway: TestGateway, arn: string) {
  const outcome = await rotate(gateway, arn)
  if ('request' in outcome && outcome.request) return outcome.request
  throw new Error(`Not accepted: ${JSON.stringify(outcome)}`)
}

/** Matches principals, stacks and the SDK's messages without information. */
export function refuseLeaks(answer: unknown): void {
  const text = JSON.stringify(answer)
  const leak = /arn:aws:(iam|sts)|\bat \w+ \(|node_modules|\bUnknownError|"stack"/.exec(text)
  if (leak) throw new Error(`The answer says '${leak[0]}': ${text}`)
}

/** The request as soon as it is in this state. One second passes between two reads. */
export async function statusReached(gateway: TestGateway, id: string, status: string) {
  return waitFor(async () => {
    const { node } = await gateway.ask(RequestNodeDocument, { id })
    if (!node || !('status' in node)) throw new Error(`No request ${id}`)
    if (node.status !== status) gateway.passTime(1_000)
    expect(node.status).toBe(status)
    return node
  })
}
