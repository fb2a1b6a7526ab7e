import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { EVENT_PATTERNS } from '../../src/push/event-patterns.ts'

const page = await readFile(new URL('../../docs/push.md', import.meta.url), 'utf8')
const blocks = [...page.matchAll(/```json\n(.*?)```/gs)].map(([, json = '']) => JSON.parse(json))

test('docs/push.md has exactly the event patterns that the gateway accepts', () => {
  expect(blocks.filter(({ source }) => source !== undefined)).toEqual(EVENT_PATTERNS)
})

test('docs/push.md has the statements of the queue, of its key and of the gateway as JSON', () => {
  const actions = blocks.flatMap(({ Action }) => Action ?? [])
  expect(new Set(actions)).toEqual(
    new Set([
      'sqs:SendMessage',
      'sqs:ReceiveMessage',
      'sqs:DeleteMessage',
      'sqs:GetQueueAttributes',
      'kms:GenerateDataKey',
      'kms:Decrypt',
    ]),
  )
})
