import { expect, test } from 'vitest'
import { startGuardedGateway } from '../support/guarded-gateway.ts'

test('a request belongs to the subject of the credential in the response, the log and for idempotency keys', async () => {
  await using gateway = await startGuardedGateway({
    speed: 0,
    callers: { alice: ['rotator'], bob: ['rotator'], carol: ['reader'] },
  })
  const rotate = async (caller: string, arn: string) => {
    const { data } = await gateway
      .as(caller)
      .answer<{ rotateKeyOnDemand: object }, unknown>(
        `mutation { rotateKeyOnDemand(input: { key: { arn: "${arn}" }, idempotencyKey: "the-same" }) { __typename ... on RotateKeyOnDemandPayload { isReplay } } }`,
      )
    return data?.rotateKeyOnDemand
  }
  const [first, second] = [gateway.emulator.createKey().arn, gateway.emulator.createKey().arn]
  expect(await rotate('alice', first)).toMatchObject({ isReplay: false })
  // The same idempotency key of another caller is independent. The caller's own key with other input is a conflict.
  expect(await rotate('bob', second)).toMatchObject({ isReplay: false })
  expect(await rotate('alice', first)).toMatchObject({ isReplay: true })
  expect(await rotate('alice', second)).toMatchObject({ __typename: 'IdempotencyConflictError' })
  const { data } = await gateway.as('carol').answer('{ rotationRequests { nodes { requestedBy } } }')
  expect(data).toEqual({
    rotationRequests: { nodes: expect.arrayContaining([{ requestedBy: 'bob' }, { requestedBy: 'alice' }]) },
  })
  expect(JSON.stringify(gateway.logger.lines)).toContain('"requestedBy":"alice"')
  expect(gateway.emulator.calls('RotateKeyOnDemand')).toBe(2)
})
