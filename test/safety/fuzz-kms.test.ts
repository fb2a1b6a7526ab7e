import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { post } from '../server/clients.ts'
import { startBabblingKms, wellFormed } from './babbling-kms.ts'
import type { Babble } from './babbling-kms.ts'
import {
  expectDocumented,
  forEach,
  fuzzTimeoutMs,
  member,
  runs,
  seed,
  seeded,
  startFuzzed,
} from './fuzzed-program.ts'
import { flaw, flawed, keyArnOf, rightAnswers } from './kms-answers.ts'
import type { Flaw } from './kms-answers.ts'
import { assertTrue, bodyOf, listOf } from './truth.ts'

// The gateway on a KMS that answers one operation wrongly, in every way that JSON, HTTP and lists can be wrong. It may
// say that it does not know; what it says, KMS must have said.

const OPERATIONS = [
  'DescribeKey',
  'GetKeyRotationStatus',
  'ListKeyRotations',
  'ListAliases',
  'ListResourceTags',
] as const

const KEY = `query Key($arn: String!) {
  key(by: { arn: $arn }) {
    id arn displayName description state manager origin spec usage createdAt deletionScheduledAt
    multiRegion { role primaryArn primary { arn } replicaArns replicas { arn } }
    aliases { name arn createdAt updatedAt }
    tags { key value }
    rotationStatus { automatic isEnabled periodInDays nextRotationAt onDemandStartedAt isOnDemandInProgress }
    rotations(first: 2) {
      totalCount
      nodes { id rotatedAt type daysSincePrevious material { materialId materialState } previous { id } }
      pageInfo { endCursor hasNextPage }
    }
    newest: rotations(last: 2) { totalCount nodes { id rotatedAt } }
    materials(first: 2) { totalCount nodes { id materialId materialState importState expiresAt description } }
    currentMaterial { materialId }
    lastRotation { id rotatedAt }
    onDemandQuota { limit used remaining isDerived }
    capabilities { rotateOnDemand { isAllowed blockers { reason message clearsAt } } }
    compliance { verdict reasons dueAt materialAgeInDays }
    problems {
      metadata { code message } rotationStatus { code message } rotations { code message }
      materials { code message } aliases { code message } tags { code message }
    }
  }
}`

interface Case {
  readonly operation: (typeof OPERATIONS)[number]
  readonly flaw: Flaw
}

const cases = fc.record<Case>({ operation: fc.constantFrom(...OPERATIONS), flaw })

test(
  `for any response of KMS about a key, the gateway shows nothing false about it ${seeded}`,
  async () => {
    const all = fc.sample(cases, { seed, numRuns: runs(300) })
    const byArn = new Map(all.map((each, index) => [keyArnOf(index), each]))
    const said = new Map<string, Babble | undefined>()
    await using kms = await startBabblingKms(({ operation, keyId = '', marker }) => {
      const right = rightAnswers(keyId)[operation] ?? {}
      const { operation: wrongOne, flaw } = byArn.get(keyId) ?? {}
      if (!flaw || operation !== wrongOne) return wellFormed(right)
      const babble = flawed(right, flaw, marker)
      said.set(keyId, babble)
      return babble
    })
    // However many keys there are, no more is kept of them.
    await using gateway = await startFuzzed(kms.url, ['--max-cached-responses', '1000'])
    const ask = async (arn: string) => {
      const response = await fetch(`${gateway.url}/graphql`, post({ query: KEY, variables: { arn } }))
      return { status: response.status, answer: await response.json() }
    }
    await forEach(Array.from({ length: 20 }), async () => void (await ask(keyArnOf(9_999_999))))
    const before = await gateway.footprint()

    let nulls = 0
    let values = 0
    await forEach(all, async (each, index) => {
      const arn = keyArnOf(index)
      const { status, answer } = await ask(arn)
      expect(status).toBe(200)
      expectDocumented(answer)
      const key = member(member(answer, 'data'), 'key')
      if (typeof key !== 'object' || key === null) return
      const isShown = assertTrue(key, each.operation, said.get(arn))
      if (isShown) values++
      else nulls++
    })
    expect(nulls).toBeGreaterThan(all.length / 4)
    expect(values).toBeGreaterThan(all.length / 20)
    await gateway.expectWell(before)
  },
  fuzzTimeoutMs,
)

const LISTING = `{
  keys(source: KMS, first: 100) { nodes { arn } pageInfo { hasNextPage } totalCount unavailableScopes { error { code message } } }
  scopes { keyCount error { code message } }
  events: rotationEvents(first: 1) { nodes { eventId } pageInfo { endCursor } }
}`

test(
  `for any response of KMS to a listing, the gateway shows exactly the listed keys ${seeded}`,
  async () => {
    const key = keyArnOf(0)
    let babble: Babble | undefined
    await using kms = await startBabblingKms(({ operation, keyId }) =>
      operation === 'ListKeys' ? babble : wellFormed(rightAnswers(keyId ?? key)[operation] ?? {}),
    )
    await using gateway = await startFuzzed(kms.url)
    babble = wellFormed(rightAnswers(key)['ListKeys'])
    const ask = async () => {
      const init = post({ query: LISTING }, { 'cache-control': 'no-cache' })
      return (await fetch(`${gateway.url}/graphql`, init)).json()
    }
    await ask()
    const before = await gateway.footprint()
    let wholes = 0
    const listOnce = async (each: Flaw) => {
      babble = flawed(rightAnswers(key)['ListKeys'] ?? {}, each)
      const answer = await ask()
      expectDocumented(answer)
      const { keys, scopes } = Object(member(answer, 'data'))
      if (!keys || keys.unavailableScopes.length > 0) return
      const listed = listOf(bodyOf(babble), 'Keys').map((each) => member(each, 'KeyArn'))
      expect(listed).toEqual(expect.arrayContaining(keys.nodes.map((node: unknown) => member(node, 'arn'))))
      expect(keys.nodes.length > 0).toBe(listed.length > 0)
      expect(scopes[0].keyCount).toBe(listed.length)
      wholes++
    }
    await forEach(fc.sample(flaw, { seed, numRuns: runs(60) }), listOnce, 1)
    expect(wholes).toBeGreaterThan(0)
    await gateway.expectWell(before)
  },
  fuzzTimeoutMs,
)

const CHANGES = {
  RotateKeyOnDemand: 'rotateKeyOnDemand(input: { key: { arn: $arn } })',
  EnableKeyRotation: 'enableKeyRotation(input: { key: { arn: $arn }, rotationPeriodInDays: 100 })',
  DisableKeyRotation: 'disableKeyRotation(input: { key: { arn: $arn } })',
} as const

const changes = fc.record({
  operation: fc.constantFrom('RotateKeyOnDemand', 'EnableKeyRotation', 'DisableKeyRotation'),
  flaw,
})

test(
  `for any response of KMS to a change, the gateway reports success only if KMS did, and sends a rotation once ${seeded}`,
  async () => {
    // Each outcome that is unknown is looked for some seconds.
    const all = fc.sample(changes, { seed, numRuns: runs(1_000) / 20 })
    const sent = new Map<string, number>()
    await using kms = await startBabblingKms(({ operation, keyId = '' }) => {
      const right = rightAnswers(keyId)[operation]
      const index = all.findIndex((_, index) => keyArnOf(index) === keyId)
      // Nothing runs and nothing is imported: each of them may be changed.
      if (operation === 'GetKeyRotationStatus')
        return wellFormed({
          KeyRotationEnabled: true,
          RotationPeriodInDays: 365,
          NextRotationDate: 4_000_000_000,
        })
      const each = all[index]
      if (right || !each) return wellFormed(right ?? {})
      sent.set(keyId, (sent.get(keyId) ?? 0) + 1)
      return flawed({ KeyId: keyId }, each.flaw)
    })
    await using gateway = await startFuzzed(kms.url)
    const before = await gateway.footprint()
    const seen = new Set<unknown>()
    await forEach(
      all,
      async (each, index) => {
        const arn = keyArnOf(index)
        const query = `mutation ($arn: String!) {
        changed: ${CHANGES[each.operation]} { __typename ... on OperationError { code message } }
      }`
        const response = await fetch(`${gateway.url}/graphql`, post({ query, variables: { arn } }))
        const answer = await response.json()
        expectDocumented(answer)
        const type = member(member(member(answer, 'data'), 'changed'), '__typename')
        expect(typeof type).toBe('string')
        seen.add(type)
        const babble = flawed({ KeyId: arn }, each.flaw)
        const isAccepted = babble !== undefined && babble.status < 300
        assert.ok(isAccepted || !String(type).endsWith('Payload'))
        assert.ok(each.operation !== 'RotateKeyOnDemand' || sent.get(arn) === 1)
      },
      32,
    )
    expect(seen).toContain('OutcomeUnknownError')
    expect(seen).toContain('RotateKeyOnDemandPayload')
    await gateway.expectWell(before)
  },
  fuzzTimeoutMs,
)
