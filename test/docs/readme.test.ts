import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { parse, validate } from 'graphql'
import { expect, test } from 'vitest'
import { schema } from '../../src/schema/index.ts'
import { DEMO, demoPolicy, reachableKeys } from '../support/demo.ts'
import { startGateway } from '../support/gateway.ts'
import { waitUntil } from '../support/wait-until.ts'

const run = promisify(execFile)

const root = new URL('../../', import.meta.url)
const page = await readFile(new URL('README.md', root), 'utf8')
const blocks = [...page.matchAll(/^```graphql\n(.*?)^```/gms)].map(([, text = '']) => text)
const commands = [...page.matchAll(/^```sh\n(.*?)^```/gms)].map(([, text = '']) => text)
/** The queries in the bodies of the commands. */
const commandQueries = commands.flatMap((command) =>
  [...command.matchAll(/"query": ("(?:[^"\\]|\\.)*")/g)].map(([, query = '']): string => JSON.parse(query)),
)

test('README.md contains only operations that are valid against the schema', () => {
  expect([blocks.length, commandQueries.length]).toEqual([3, 4])
  for (const query of [...blocks, ...commandQueries]) expect(validate(schema, parse(query))).toEqual([])
})

test('README.md links only to files that exist', () => {
  const targets = [...page.matchAll(/\]\(([^)]+)\)/g)].flatMap(([, target = '']) =>
    target.startsWith('https://') ? [] : [target],
  )
  expect(targets.length).toBeGreaterThan(20)
  expect(targets.filter((target) => !existsSync(new URL(target, root)))).toEqual([])
})

test('README.md has the number of overdue keys and the key that its first query finds', async () => {
  const rotationPolicy = { current: demoPolicy() }
  await using gateway = await startGateway({ ...DEMO, speed: 0, gateway: { rotationPolicy } })
  // Three keys become overdue at the start.
  gateway.emulator.clock.advance(1)
  const [query = ''] = blocks
  const { data } = await gateway.answer<OverdueKeys, object>(query, {})
  const nodes = data?.keys.nodes ?? []
  const { length } = reachableKeys(gateway.emulator)
  expect(page).toContain(`${nodes.length} of the ${length} sample keys are overdue`)
  expect(page).toContain(`\`undecidedCount\` is ${data?.keys.undecidedCount}:`)
  const example = JSON.parse(/^```json\n(.*?)^```/ms.exec(page)?.[1] ?? '')
  expect(nodes).toContainEqual({
    ...example,
    compliance: { ...example.compliance, dueAt: expect.any(String) },
  })
})

test('the commands of README.md subscribe to rotations and rotate a key by its alias', async () => {
  await using gateway = await startGateway(DEMO)
  const { url } = await gateway.gateway.listen({ host: '127.0.0.1', port: 0 })
  const commandWith = (text: string) =>
    commands.find((command) => command.includes(text))?.replaceAll('http://127.0.0.1:4000', url) ?? ''

  const subscriber = spawn('sh', ['-c', `exec ${commandWith('rotationCompleted')}`])
  const ended = once(subscriber, 'close')
  try {
    let events = ''
    subscriber.stdout.on('data', (chunk: Buffer) => (events += chunk.toString()))
    // The stream begins with a comment.
    await waitUntil(() => events !== '')
    const { stdout } = await run('sh', ['-c', commandWith('rotateKeyOnDemand')])
    expect(stdout).toContain('"rotateKeyOnDemand":{"__typename":"RotateKeyOnDemandPayload"}')
    await waitUntil(() => events.includes('event: next'))

    const line = /^data: .*$/m
    expect(shapeOf(line.exec(events)?.[0] ?? '')).toBe(
      shapeOf(line.exec(page)?.[0] ?? 'README.md shows no event'),
    )
  } finally {
    subscriber.kill()
    await ended
  }
})

/** An event without its cursor and time. */
const shapeOf = (event: string): string => event.replaceAll(/"(cursor|rotatedAt)":"[^"]+"/g, '"$1":""')

interface OverdueKeys {
  readonly keys: { readonly nodes: readonly object[]; readonly undecidedCount: number }
}
