import * as fc from 'fast-check'
import { afterEach, expect, test } from 'vitest'
import { systemClock } from '../../src/clock.ts'
import { createGateway } from '../../src/gateway.ts'
import { createAwsKms } from '../../src/kms/aws/aws-kms.ts'
import { withoutQuotas } from '../support/gateway.ts'
import { createMemoryLogger } from '../support/memory-logger.ts'
import { expectDocumented, forEach, fuzzTimeoutMs, member, runs, seed, seeded } from './fuzzed-program.ts'
import { keyArnOf } from './kms-answers.ts'
import { startWildKms, wildness } from './wild-kms.ts'

// The whole gateway, with the SDK's client, on a KMS behind a real socket that answers every read and every change as no KMS
// should. It must answer, must not send a rotation twice, and must not say that one has completed that was not made.

const open: (AsyncDisposable | Disposable)[] = []
afterEach(async () => {
  for (const each of open.splice(0).toReversed())
    await (Symbol.asyncDispose in each ? each[Symbol.asyncDispose]() : each[Symbol.dispose]())
})

const CHANGES = `mutation ($arn: String!, $once: String!) {
  first: rotateKeyOnDemand(input: { key: { arn: $arn }, idempotencyKey: $once }) { ...Outcome }
  again: rotateKeyOnDemand(input: { key: { arn: $arn }, idempotencyKey: $once }) { ...Outcome }
  on: enableKeyRotation(input: { key: { arn: $arn }, rotationPeriodInDays: 100 }) { type: __typename }
  off: disableKeyRotation(input: { key: { arn: $arn } }) { type: __typename }
  last: rotateKeyOnDemand(input: { key: { arn: $arn }, idempotencyKey: $once }) { ...Outcome }
}
fragment Outcome on RotateKeyOnDemandResult { type: __typename ... on RotateKeyOnDemandPayload { request { id } } }`

const READS = `query ($arn: String!) { key(by: { arn: $arn }) {
  state description
  aliases { name } tags { key value }
  rotationStatus { automatic nextRotationAt }
  rotations(first: 3) { totalCount nodes { rotatedAt type } pageInfo { endCursor } }
  newest: rotations(last: 2) { nodes { id previous { id } } }
  materials(first: 3) { totalCount }
  onDemandQuota { remaining } compliance { verdict }
  capabilities { rotateOnDemand { isAllowed } }
  problems { metadata { code } rotationStatus { code } rotations { code } materials { code } aliases { code } tags { code } }
} }`

test(
  `a KMS that answers as none should is answered for, gets no rotation twice, and none is COMPLETED that it did not make ${seeded}`,
  async () => {
    const cases = fc.sample(wildness, { seed, numRuns: Math.ceil(runs(160)) })
    const wild = await startWildKms(cases)
    const logger = createMemoryLogger()
    const kms = createAwsKms({
      accountId: '111122223333',
      region: 'us-east-1',
      clock: systemClock,
      endpoint: wild.url,
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      // So that an answer which drips is over soon. One that comes too late on a busy machine is one more wild answer.
      requestTimeoutMs: 500,
    })
    const gateway = createGateway({
      kms: [kms],
      version: '0.0.0-test',
      logger,
      kmsLimits: withoutQuotas,
      rateLimit: false,
      settleTimeoutMs: 50,
      readBack: { intervalMs: 5, timeoutMs: 100 },
    })
    open.push(wild, kms, gateway)

    async function ask(query: string, variables: object): Promise<unknown> {
      const response = await gateway.fetch(
        new Request('http://127.0.0.1:4000/graphql', {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'cache-control': 'no-cache' },
          body: JSON.stringify({ query, variables }),
        }),
      )
      const answer: unknown = await response.json()
      expectDocumented(answer)
      return member(answer, 'data')
    }

    const seen = new Set<unknown>()
    await forEach(
      cases,
      async (_, index) => {
        const arn = keyArnOf(index)
        const [data] = await Promise.all([ask(CHANGES, { arn, once: arn }), ask(READS, { arn })])
        for (const name of ['first', 'again', 'last']) seen.add(member(member(data, name), 'type'))
        const { sent, rotations } = wild.recordOf(arn)
        expect(rotations).toBeLessThanOrEqual(1)
        for (const count of sent.values()) expect(count).toBeLessThanOrEqual(1)
      },
      32,
    )
    // The cases reach far enough: some are refused before anything is sent, some are lost, some go well.
    expect(seen).toContain('OutcomeUnknownError')
    expect(seen).toContain('RotateKeyOnDemandPayload')
    expect(seen).toContain('KmsUnavailableError')

    const data = await ask('{ rotationRequests(first: 100) { nodes { status key { arn } } } }', {})
    const requests = member(member(data, 'rotationRequests'), 'nodes')
    const completed = (Array.isArray(requests) ? requests : []).filter(
      (request) => member(request, 'status') === 'COMPLETED',
    )
    for (const request of completed)
      expect(wild.recordOf(String(member(member(request, 'key'), 'arn'))).rotations).toBe(1)
    expect(logger.lines.filter(({ level }) => level === 'error')).toEqual([])
  },
  fuzzTimeoutMs * 2,
)
