import { afterEach, describe, expect, test } from 'vitest'
import type { ObservedCall } from '../../src/kms/observed-kms.ts'
import { encodeGlobalId } from '../../src/resolvers/global-id.ts'
import type { GatewayObserver } from '../../src/telemetry/gateway-observer.ts'
import { readerOf, startGuardedGateway } from '../support/guarded-gateway.ts'
import type { GuardedGateway } from '../support/guarded-gateway.ts'
import { waitUntil } from '../support/wait-until.ts'

const [A, B, C] = ['111122223333', '222233334444', '333344445555'] as const
type Account = typeof A | typeof B | typeof C
const REGION = 'us-east-1'
const LIMIT_MS = 2_000
const NEVER_MS = 600_000
const UNKNOWN_ID = '00000000-1111-4222-8333-444455556666'

const started: AsyncDisposable[] = []
afterEach(async () => {
  for (const each of started.splice(0).toReversed()) await each[Symbol.asyncDispose]()
})

type Trouble = (gateway: GuardedGateway, accountId: Account) => void
const silent: Trouble = ({ emulator }, accountId) =>
  emulator.addFault({ kind: 'latency', latencyMs: NEVER_MS, accountId })
const withoutCredentials: Trouble = ({ emulator }, accountId) =>
  emulator.addFault({ kind: 'error', code: 'UnrecognizedClientException', status: 400, accountId })
const withDeniedRole: Trouble = ({ emulator }, accountId) =>
  emulator.setRole({ arn: `arn:aws:iam::${accountId}:role/kms-rotation-gateway`, isDenied: true })

/**
 * A gateway over one Region of three accounts, with a key in each. The first account is the default scope. `alice` may read the
 * keys whose alias starts with `mine/`.
 */
async function start(trouble: Trouble, failing: Account) {
  const sent: ObservedCall[] = []
  const inFlight = new Set<ObservedCall>()
  const observer: GatewayObserver = {
    async kmsCall(call, send) {
      sent.push(call)
      inFlight.add(call)
      try {
        return await send()
      } finally {
        inFlight.delete(call)
      }
    },
  }
  const gateway = await startGuardedGateway({
    speed: 0,
    accountIds: [A, B, C],
    regions: [REGION],
    roles: { all: { permissions: ['ROTATION_READ'] }, mine: readerOf({ alias: 'alias/mine/*' }) },
    callers: { all: ['all'], alice: ['mine'] },
    gateway: { observers: [observer] },
  })
  started.push(gateway)
  const create = (accountId: Account, alias: string) =>
    gateway.emulator.createKey({ accountId, region: REGION, aliases: [alias] })
  const keys = { [A]: create(A, `mine/${A}`), [B]: create(B, `mine/${B}`), [C]: create(C, `mine/${C}`) }
  const hidden = create(C, 'hidden')
  trouble(gateway, failing)

  const isStuck = () => inFlight.size > 0 && [...inFlight].every(({ accountId }) => accountId === failing)
  /** The clock moves by 2 seconds, once, when only calls to the silent account are in flight. */
  async function ask(query: string, caller: 'all' | 'alice' = 'all') {
    // The gateway has given up the silent calls of the query before.
    await waitUntil(() => inFlight.size === 0)
    const before = sent.length
    let answer: object | undefined
    void gateway
      .as(caller)
      .answer(query)
      .then((each) => (answer = each))
    if (trouble === silent) {
      await waitUntil(() => answer !== undefined || isStuck())
      gateway.emulator.clock.advance(LIMIT_MS)
    }
    await waitUntil(() => answer)
    const calls = sent.slice(before).map(({ operation, accountId }) => `${operation} ${accountId}`)
    return { answer, calls: calls.toSorted() }
  }
  return { keys, hidden, ask }
}

const keyBy = (by: string) => `{ key(by: { ${by} }) { arn state } }`
const nodeOf = (arn: string) => `{ node(id: "${encodeGlobalId('Key', arn)}") { ... on Key { arn state } } }`
const failed = (field: string, message: RegExp) => ({
  data: { [field]: null },
  errors: [{ message: expect.stringMatching(message) }],
})

describe.each([
  ['does not answer', silent, /AWS in 111122223333\/us-east-1 did not answer DescribeKey within 2 s/],
  [
    'rejects the credentials',
    withoutCredentials,
    /did not accept the gateway's credentials in 111122223333\/us-east-1/,
  ],
])('while the account of the default scope %s', (_, trouble, message) => {
  test.each(['keyId', 'alias'] as const)(
    'a lookup by %s is an error about it, for a key of another account, a hidden key and an absent key',
    async (member) => {
      const { keys, hidden, ask } = await start(trouble, A)
      const [of, ofHidden, ofAbsent] =
        member === 'keyId' ? [keys[C].keyId, hidden.keyId, UNKNOWN_ID] : [`mine/${C}`, 'hidden', 'absent']
      for (const caller of ['all', 'alice'] as const)
        for (const name of [of, ofHidden, ofAbsent])
          expect((await ask(keyBy(`${member}: "${name}"`), caller)).answer).toMatchObject(
            failed('key', message),
          )
    },
  )

  test('the keys of other accounts are found by ARN and ID', async () => {
    const { keys, ask } = await start(trouble, A)
    for (const { arn } of [keys[B], keys[C]]) {
      const key = { arn, state: 'ENABLED' }
      expect((await ask(keyBy(`arn: "${arn}"`), 'alice')).answer).toMatchObject({ data: { key } })
      expect((await ask(nodeOf(arn), 'alice')).answer).toMatchObject({ data: { node: key } })
    }
  })
})

describe.each([
  ['does not answer', silent, /222233334444/],
  ['rejects the credentials', withoutCredentials, /did not accept the gateway's credentials/],
  ['denies its role', withDeniedRole, /account 222233334444/],
])('while another account %s', (_, trouble, message) => {
  test.each(['keyId', 'alias'] as const)(
    'a key of a third account is found by %s, and a name that no account has is an error about that account',
    async (member) => {
      const { keys, ask } = await start(trouble, B)
      const [name, absent] = member === 'keyId' ? [keys[C].keyId, UNKNOWN_ID] : [`mine/${C}`, 'absent']
      for (const caller of ['all', 'alice'] as const) {
        expect((await ask(keyBy(`${member}: "${name}"`), caller)).answer).toMatchObject({
          data: { key: { arn: keys[C].arn, state: 'ENABLED' } },
        })
        expect((await ask(keyBy(`${member}: "${absent}"`), caller)).answer).toMatchObject(
          failed('key', /may be in 222233334444\/us-east-1, which could not be searched/),
        )
      }
    },
  )

  test('a hidden key of a third account has the same result and KMS calls as an absent key', async () => {
    const { keys, hidden, ask } = await start(trouble, B)
    // After the first lookup, the account is known to be silent.
    await ask(keyBy(`keyId: "${keys[C].keyId}"`), 'alice')
    for (const [ofHidden, ofAbsent] of [
      [`keyId: "${hidden.keyId}"`, `keyId: "${UNKNOWN_ID}"`],
      ['alias: "hidden"', 'alias: "absent"'],
    ] as const) {
      const [forHidden, forAbsent] = [
        await ask(keyBy(ofHidden), 'alice'),
        await ask(keyBy(ofAbsent), 'alice'),
      ]
      expect(forHidden.calls).toEqual(forAbsent.calls)
      for (const { answer } of [forHidden, forAbsent])
        expect(answer).toMatchObject(failed('key', /may be in 222233334444\/us-east-1/))
    }
  })

  test('a key of that account is an error for a caller whose keys its aliases decide, and has null fields for others', async () => {
    const { keys, ask } = await start(trouble, B)
    const { arn } = keys[B]
    const key = { arn, state: null }
    expect((await ask(keyBy(`arn: "${arn}"`))).answer).toMatchObject({ data: { key } })
    expect((await ask(nodeOf(arn))).answer).toMatchObject({ data: { node: key } })
    expect((await ask(keyBy(`arn: "${arn}"`), 'alice')).answer).toMatchObject(failed('key', message))
    expect((await ask(nodeOf(arn), 'alice')).answer).toMatchObject(failed('node', message))
  })

  test('its counts are null with the error, and the counts of the other scopes are there', async () => {
    const { ask } = await start(trouble, B)
    const { answer } = await ask('{ scopes { accountId keyCount error { message } } }')
    expect(answer).toMatchObject({
      data: {
        scopes: [
          { accountId: A, keyCount: 1, error: null },
          { accountId: B, keyCount: null, error: { message: expect.stringMatching(message) } },
          { accountId: C, keyCount: 2, error: null },
        ],
      },
    })
  })
})

test.each([
  ['rejects the credentials', withoutCredentials],
  ['denies its role', withDeniedRole],
])('the total count is null and the page names the account while an account %s', async (_, trouble) => {
  const { ask } = await start(trouble, B)
  const { answer } = await ask('{ keys { totalCount unavailableScopes { scope { accountId } } } }')
  expect(answer).toMatchObject({
    data: { keys: { totalCount: null, unavailableScopes: [{ scope: { accountId: B } }] } },
  })
})
