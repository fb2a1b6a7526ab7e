import { expect, test } from 'vitest'
import type { Account } from '../../src/accounts/account.ts'
import { createAccountScopes } from '../../src/accounts/account-scopes.ts'
import type { AccountList } from '../../src/accounts/account-scopes.ts'
import { watchAccounts } from '../../src/accounts/watch-accounts.ts'
import { temporaryFile } from '../support/credentials.ts'
import { createMemoryLogger } from '../support/memory-logger.ts'
import { waitUntil } from '../support/wait-until.ts'

const [A, B] = ['111122223333', '222233334444']
const ROLE = 'arn:{partition}:iam::{account}:role/kms-rotation-gateway'

/** Scopes over accounts that are opened in memory. `closed` has what was disposed, in order. */
function scopesOf(accounts: AccountList, retirementMs?: number) {
  const opened: string[] = []
  const closed: string[] = []
  const scopes = createAccountScopes({
    accounts,
    openAccount({ id }: Account) {
      opened.push(id)
      return (region) => ({
        scope: { partition: 'aws', accountId: id, region },
        call: () => Promise.reject(new Error('not called')),
        [Symbol.dispose]: () => void closed.push(`${id}/${region}`),
      })
    },
    retirementMs,
  })
  const names = () => scopes.current.map(({ kms: { scope } }) => `${scope.accountId}/${scope.region}`)
  return { scopes, names, opened, closed, [Symbol.dispose]: () => scopes[Symbol.dispose]() }
}

async function watch(file: { readonly path: string }) {
  const logger = createMemoryLogger()
  const accounts = await watchAccounts({
    path: file.path,
    regions: [
      { region: 'us-east-1', useFipsEndpoint: false },
      { region: 'eu-west-1', useFipsEndpoint: false },
    ],
    logger,
    pollIntervalMs: 5,
  })
  return { accounts, logger }
}

test('the scopes are the Regions of each account, with its name and quotas, and one opened account for all of them', async () => {
  await using file = await temporaryFile({
    role: ROLE,
    accounts: [
      { id: A, name: 'prod' },
      { id: B, regions: ['eu-west-1'], sharePercent: 20 },
    ],
  })
  const { accounts } = await watch(file)
  using served = scopesOf(accounts)
  expect(served.names()).toEqual([`${A}/us-east-1`, `${A}/eu-west-1`, `${B}/eu-west-1`])
  expect(served.scopes.current).toMatchObject([
    { accountName: 'prod', quotas: {} },
    { accountName: 'prod', quotas: {} },
    { accountName: undefined, quotas: { share: 0.2 } },
  ])
  expect(served.opened).toEqual([A, B])
})

test('a change of the file keeps the scopes that it does not concern, removes scopes, and adds them again', async () => {
  const whole = { role: ROLE, accounts: [{ id: A }, { id: B, regions: ['us-east-1'] }] }
  await using file = await temporaryFile(whole)
  const { accounts } = await watch(file)
  using served = scopesOf(accounts)
  const before = served.scopes.current
  let changes = 0
  using _ = served.scopes.onChange(() => changes++)

  await file.write({ role: ROLE, accounts: [{ id: A, regions: ['us-east-1', 'eu-central-1'] }] })
  await waitUntil(() => changes === 1)
  expect(served.names()).toEqual([`${A}/us-east-1`, `${A}/eu-central-1`])
  expect(served.scopes.current[0]).toBe(before[0])
  expect(served.opened).toEqual([A, B])

  await file.write(whole)
  await waitUntil(() => changes === 2)
  expect(served.names()).toEqual([`${A}/us-east-1`, `${A}/eu-west-1`, `${B}/us-east-1`])
  expect(served.scopes.current[0]).toBe(before[0])
  expect(served.opened).toEqual([A, B, B])
})

test('a change of the role, the external ID or the name of an account replaces its scopes', async () => {
  const account = { id: A, regions: ['us-east-1'] }
  await using file = await temporaryFile({ role: ROLE, accounts: [account] })
  const { accounts } = await watch(file)
  using served = scopesOf(accounts)
  for (const change of [
    { externalId: 'x1' },
    { externalId: 'x1', sourceIdentity: false },
    { role: `arn:aws:iam::${A}:role/other` },
    { name: 'prod' },
  ]) {
    const [before] = served.scopes.current
    await file.write({ role: ROLE, accounts: [{ ...account, ...change }] })
    await waitUntil(() => served.scopes.current[0] !== before)
    expect(served.names()).toEqual([`${A}/us-east-1`])
  }
  expect(served.opened).toEqual([A, A, A, A, A])
})

test('a file that becomes invalid changes nothing and is logged with the place, until it is valid again', async () => {
  await using file = await temporaryFile({ role: ROLE, accounts: [{ id: A }] })
  const { accounts, logger } = await watch(file)
  using served = scopesOf(accounts)
  const before = served.scopes.current
  await file.write({ role: ROLE, accounts: [{ id: A }, { id: 'x' }] })
  await waitUntil(() => logger.lines.some(({ level }) => level === 'error'))
  expect(logger.lines).toMatchObject([
    {
      level: 'error',
      fields: {
        path: file.path,
        err: { message: `${file.path}: accounts[1].id is "x". It must be 12 digits.` },
      },
      message: 'the accounts file could not be read again; its previous content stays in use',
    },
  ])
  expect(served.scopes.current).toBe(before)
  await file.write({ role: ROLE, accounts: [{ id: A }, { id: B }] })
  await waitUntil(() => served.names().length === 4)
  expect(served.scopes.current[0]).toBe(before[0])
})

test('a removed scope is closed after the requests in flight have had their time, and everything is closed at the end', async () => {
  await using file = await temporaryFile({
    role: ROLE,
    accounts: [{ id: A, regions: ['us-east-1'] }, { id: B }],
  })
  const { accounts } = await watch(file)
  const served = scopesOf(accounts, 1)
  await file.write({ role: ROLE, accounts: [{ id: B, regions: ['us-east-1'] }] })
  await waitUntil(() => served.closed.length === 2)
  expect(served.closed).toEqual([`${A}/us-east-1`, `${B}/eu-west-1`])
  served[Symbol.dispose]()
  expect(served.closed.slice(2)).toEqual([`${B}/us-east-1`])
})

test('scopes that are still retiring at the end are closed then', async () => {
  await using file = await temporaryFile({
    role: ROLE,
    accounts: [{ id: A }, { id: B, regions: ['us-east-1'] }],
  })
  const { accounts } = await watch(file)
  const served = scopesOf(accounts)
  await file.write({ role: ROLE, accounts: [{ id: B, regions: ['us-east-1'] }] })
  await waitUntil(() => served.names().length === 1)
  expect(served.closed).toEqual([])
  served[Symbol.dispose]()
  expect(served.closed).toEqual([`${A}/us-east-1`, `${A}/eu-west-1`, `${B}/us-east-1`])
})
