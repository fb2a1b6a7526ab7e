import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { createClient } from '../../client/index.ts'
import { processRotations, rotateOnce } from '../client/example.ts'
import { listenAt } from '../subscriptions/subscribe.ts'
import { startGateway } from '../support/gateway.ts'
import { waitUntil } from '../support/wait-until.ts'

const read = (name: string) => readFile(new URL(`../../${name}`, import.meta.url), 'utf8')
const page = await read('docs/clients.md')
const section = page.split(/^## /m).find((each) => each.startsWith('The typed client\n')) ?? ''
const blocks = (language: string) =>
  [...section.matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\`$`, 'gms'))].map(([, text = '']) => text)

function memory() {
  const values = new Map<string, string>()
  return {
    load: (name: string) => values.get(name),
    save: (name: string, value: string) => void values.set(name, value),
    remove: (name: string) => void values.delete(name),
  }
}

test('docs/clients.md has the documents and the code of the example that the tests run', async () => {
  expect(blocks('graphql')).toEqual([await read('test/client/example.graphql')])
  const example = (await read('test/client/example.ts')).replace(
    '../../client/index.ts',
    'kms-rotation-gateway/client',
  )
  expect(blocks('ts')).toContain(example)
})

test('docs/clients.md names every option of the client with its default', async () => {
  const source = await read('client/client.ts')
  const [, options = ''] = /export interface ClientOptions \{(.*?)^\}/ms.exec(source) ?? []
  const defaults = [...options.matchAll(/(?:@default ([\d_]+) )?\*\/\n +readonly (\w+)/g)].map(
    ([, value = '', name]) => [name, value.replaceAll('_', '')],
  )
  expect(defaults).toHaveLength(9)
  const rows = [...section.matchAll(/^\| `([a-z]\w*)` +\| (\d*)/gm)].map(([, name, value]) => [name, value])
  expect(rows).toEqual(defaults)
})

test('the example of docs/clients.md rotates a key once and processes each completed rotation', async () => {
  await using it = await startGateway()
  it.emulator.createKey({ aliases: ['orders'] })
  const client = createClient({ url: `${await listenAt(it)}/graphql`, webSocketImpl: WebSocket })
  const ending = new AbortController()
  const processed: string[] = []
  const storage = memory()
  const ended = processRotations(client, storage, ending.signal, async (arn) => {
    processed.push(arn)
  })
  await waitUntil(() => storage.load('cursor') !== undefined)
  expect(await rotateOnce(client, memory(), 'alias/orders')).toBe('COMPLETED')
  await waitUntil(() => processed.length === 1)
  ending.abort()
  await ended
  expect(it.emulator.calls('RotateKeyOnDemand')).toBe(1)
})
