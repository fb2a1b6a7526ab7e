import { expect, test } from 'vitest'
import { watchAccounts } from '../../src/accounts/watch-accounts.ts'
import { temporaryFile } from '../support/credentials.ts'
import { createMemoryLogger } from '../support/memory-logger.ts'
import { waitUntil } from '../support/wait-until.ts'

const fileOf = (...accounts: readonly object[]) => ({
  role: 'arn:{partition}:iam::{account}:role/kms-rotation-gateway',
  accounts,
})
const MESSAGE = 'accounts: the served accounts and Regions have changed'

test('the log names the accounts and Regions that were added and removed when the accounts file is read again', async () => {
  const [a, b, c] = ['111122223333', '222233334444', '333344445555']
  await using file = await temporaryFile(
    fileOf({ id: a, regions: ['us-east-1', 'eu-west-1'] }, { id: b, name: 'staging' }),
  )
  const logger = createMemoryLogger()
  using accounts = await watchAccounts({
    path: file.path,
    regions: [{ region: 'us-east-1', useFipsEndpoint: false }],
    logger,
    pollIntervalMs: 5,
  })
  const changes = () => logger.lines.filter(({ message }) => message === MESSAGE)
  const others = Array.from({ length: 60 }, (_, index) => ({ id: String(400_000_000_000 + index) }))

  await file.write(fileOf({ id: a, regions: ['us-east-1', 'us-west-2'] }, { id: c, name: 'test' }))
  await waitUntil(() => changes().length === 1)
  expect(changes()[0]).toEqual({
    level: 'info',
    message: MESSAGE,
    fields: {
      added: [`${a}: us-west-2`, `${c} (test): us-east-1`],
      addedCount: 2,
      removed: [`${a}: eu-west-1`, `${b} (staging): us-east-1`],
      removedCount: 2,
    },
  })

  // A new name changes neither.
  await file.write(
    fileOf({ id: a, name: 'prod', regions: ['us-east-1', 'us-west-2'] }, { id: c, name: 'test' }),
  )
  await waitUntil(() => accounts.current[0]?.name === 'prod')
  expect(changes()).toHaveLength(1)

  await file.write(fileOf({ id: a }, ...others))
  await waitUntil(() => changes().length === 2)
  expect(changes()[1]?.fields).toMatchObject({ addedCount: 60, removedCount: 2 })
  expect(changes()[1]?.fields).toHaveProperty('added.length', 50)
})
