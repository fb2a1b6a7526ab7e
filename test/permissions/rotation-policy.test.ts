import { expect, test } from 'vitest'
import { defaultPolicy } from '../../src/defaults.ts'
import { parseRotationPolicy } from '../../src/rotation/policy/parse-rotation-policy.ts'
import { readerOf, startGuardedGateway } from '../support/guarded-gateway.ts'

const arnOf = (index: number) =>
  `arn:aws:kms:us-east-1:111122223333:key/aaaaaaaa-0000-4000-8000-00000000000${index}`
const [OWN, HIDDEN] = [arnOf(1), arnOf(2)]

const exception = (id: string, match: object) => ({
  id,
  match,
  reason: 'a',
  approvedBy: 'b',
  until: '2099-01-01T00:00:00Z',
})
const current = parseRotationPolicy(
  JSON.stringify({
    rules: [{ id: 'secret', match: { aliases: 'merger-db', tags: { env: 'production' } } }],
    exceptions: [
      exception('own', { keys: OWN }),
      exception('both', { keys: [HIDDEN, OWN] }),
      exception('hidden', { keys: [HIDDEN] }),
      exception('pattern', { keys: 'arn:aws:kms:us-east-1:111122223333:key/*' }),
      exception('absent', { keys: arnOf(9) }),
      exception('alias', { aliases: 'merger-*' }),
    ],
  }),
  { source: 'rotation-policy.json', defaults: defaultPolicy },
)

const QUERY = `{ rotationPolicy {
  rules { conditions { aliases tags { key } } }
  exceptions { exceptionId keys { arn } conditions { keys } }
} }`

test('a viewer of some keys gets only the exceptions that name one of these keys, and no condition that names another', async () => {
  await using gateway = await startGuardedGateway({
    speed: 0,
    roles: { orders: readerOf({ tag: 'team=orders' }), all: { permissions: ['ROTATION_READ'] } },
    callers: { orders: ['orders'], all: ['all'] },
    gateway: { rotationPolicy: { current } },
  })
  const keyIdOf = (arn: string) => arn.slice(arn.indexOf('/') + 1)
  gateway.emulator.createKey({ keyId: keyIdOf(OWN), tags: { team: 'orders' } })
  gateway.emulator.createKey({ keyId: keyIdOf(HIDDEN), tags: { team: 'billing' } })

  const { data } = await gateway.as('orders').answer(QUERY)
  expect(data).toEqual({
    rotationPolicy: {
      rules: [{ conditions: { aliases: null, tags: [{ key: 'env' }] } }],
      exceptions: ['own', 'both'].map((exceptionId) => ({
        exceptionId,
        keys: [{ arn: OWN }],
        conditions: null,
      })),
    },
  })
  expect(JSON.stringify(data)).not.toContain(HIDDEN)

  const all = await gateway.as('all').answer(QUERY)
  expect(all.data).toMatchObject({
    rotationPolicy: {
      rules: [{ conditions: { aliases: ['alias/merger-db'] } }],
      exceptions: [
        { exceptionId: 'own' },
        { exceptionId: 'both', keys: [{ arn: HIDDEN }, { arn: OWN }], conditions: { keys: [HIDDEN, OWN] } },
        { exceptionId: 'hidden' },
        { exceptionId: 'pattern', keys: [] },
        { exceptionId: 'absent' },
        { exceptionId: 'alias' },
      ],
    },
  })
})

test('a viewer of some keys sees the exception of its own key, also one by a pattern', async () => {
  await using gateway = await startGuardedGateway({
    speed: 0,
    roles: { orders: readerOf({ tag: 'team=orders' }) },
    callers: { orders: ['orders'] },
    gateway: { rotationPolicy: { current: { ...current, exceptions: current.exceptions.slice(1) } } },
  })
  const { arn } = gateway.emulator.createKey({ aliases: ['merger-x'], tags: { team: 'orders' } })
  const { data } = await gateway
    .as('orders')
    .answer(
      'query($arn: String!) { key(by: { arn: $arn }) { compliance { verdict exception { exceptionId keys { arn } conditions { keys aliases } } } } }',
      { arn },
    )
  expect(data).toEqual({
    key: {
      compliance: {
        verdict: 'EXCEPTED',
        exception: { exceptionId: 'pattern', keys: [], conditions: null },
      },
    },
  })
})
