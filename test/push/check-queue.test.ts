import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createEmulator } from '../../emulator/emulator.ts'
import type { Emulator } from '../../emulator/emulator.ts'
import type { OperationName } from '../../emulator/operation-name.ts'
import { DIRECT } from '../../src/kms/aws/http-settings.ts'
import { checkQueue } from '../../src/push/check-queue.ts'
import { ACCOUNT } from './aws-events.ts'

let emulator: Emulator
beforeEach(async () => {
  emulator = createEmulator({ accountIds: [ACCOUNT], regions: ['us-east-1'] })
  await emulator.listen({ port: 0 })
})
afterEach(() => emulator[Symbol.asyncDispose]())

const check = (url = emulator.queueUrl()) =>
  checkQueue(
    { url, region: 'us-east-1', accountId: ACCOUNT, name: 'queue' },
    { credentials: { accessKeyId: 'check', secretAccessKey: 'secret-word' }, http: DIRECT },
  )
const deadLetterUrl = () => `${emulator.queueUrl()}-dead-letters`
const deny = (operation: OperationName) =>
  emulator.addFault({ kind: 'error', operation, code: 'AccessDeniedException', status: 403 })

describe('the check of a queue', () => {
  test('finds nothing wrong with a queue that the gateway can read, and leaves its messages there', async () => {
    await check()
    emulator.sendMessage('us-east-1', 'one')
    emulator.sendMessage('us-east-1', 'two')
    expect(await check()).toMatchObject({ problems: [], messages: 2 })
    expect(await check()).toMatchObject({ problems: [], messages: 2 })
  })

  test.each(['GetQueueAttributes', 'ReceiveMessage', 'DeleteMessage'] as const)(
    'names sqs:%s if AWS denies it, and only it',
    async (operation) => {
      deny(operation)
      const { problems } = await check()
      expect(problems).toEqual([
        expect.stringMatching(new RegExp(`^The gateway may not sqs:${operation}\\. Allow it in the policy`)),
      ])
    },
  )

  test('names all denied permissions, without a secret', async () => {
    for (const operation of ['GetQueueAttributes', 'ReceiveMessage', 'DeleteMessage'] as const)
      deny(operation)
    const { problems, messages } = await check()
    expect(problems).toHaveLength(3)
    expect(messages).toBeUndefined()
    expect(problems.join()).not.toContain('secret-word')
  })

  test('asks for a dead-letter queue if the queue does not have one', async () => {
    expect((await check(deadLetterUrl())).problems).toEqual([
      expect.stringMatching(
        /^The queue has no dead-letter queue, .* Add a redrive policy with maxReceiveCount 5\.$/,
      ),
    ])
  })

  test('asks for more deliveries if messages move to the dead-letter queue too early', async () => {
    emulator.settings({ maxReceiveCount: 2 })
    expect((await check()).problems).toEqual([
      expect.stringMatching(/after 2 deliveries\. Set maxReceiveCount to 5, /),
    ])
  })

  test('reports a queue that cannot be reached', async () => {
    const url = emulator.queueUrl()
    await emulator[Symbol.asyncDispose]()
    const { problems } = await check(url)
    expect(problems).toHaveLength(3)
    for (const problem of problems) expect(problem).toMatch(/^sqs:\w+ failed with ECONNREFUSED: /)
  })
})
