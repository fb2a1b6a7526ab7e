import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { parse, validate } from 'graphql'
import { expect, test } from 'vitest'
import { schema } from '../../src/schema/index.ts'
import { startGateway } from '../support/gateway.ts'

const root = new URL('../../', import.meta.url)
const page = await readFile(new URL('README.md', root), 'utf8')
const blocks = [...page.matchAll(/^```graphql\n(.*?)^```/gms)].map(([, text = '']) => text)
/** The queries in the bodies of the curl commands. */
const curlQueries = [...page.matchAll(/-d '(\{.*?\})'/gs)].map(
  ([, body = '']): string => JSON.parse(body).query,
)

test('README.md contains only operations that are valid against the schema', () => {
  expect([blocks.length, curlQueries.length]).toEqual([3, 2])
  for (const query of [...blocks, ...curlQueries]) expect(validate(schema, parse(query))).toEqual([])
})

test('README.md links only to files that exist', () => {
  const targets = [...page.matchAll(/\]\(([^)]+)\)/g)].flatMap(([, target = '']) =>
    target.startsWith('https://') ? [] : [target],
  )
  expect(targets.length).toBeGreaterThan(20)
  expect(targets.filter((target) => !existsSync(new URL(target, root)))).toEqual([])
})

test('README.md has the number of overdue keys and the key that its first query finds', async () => {
  await using gateway = await startGateway({ fleet: 'demo', speed: 0 })
  // Three keys become overdue at the start.
  gateway.emulator.clock.advance(1)
  const [query = ''] = blocks
  const { data } = await gateway.answer<OverdueKeys, object>(query, {})
  const nodes = data?.keys.nodes ?? []
  const own = gateway.emulator.keys().filter(({ accountId }) => accountId === gateway.emulator.accountId)
  expect(page).toContain(`${nodes.length} of the ${own.length} sample keys are overdue`)
  expect(page).toContain(`\`undecidedCount\` is ${data?.keys.undecidedCount}:`)
  const example = JSON.parse(/^```json\n(.*?)^```/ms.exec(page)?.[1] ?? '')
  expect(nodes).toContainEqual({
    ...example,
    compliance: { ...example.compliance, dueAt: expect.any(String) },
  })
})

interface OverdueKeys {
  readonly keys: { readonly nodes: readonly object[]; readonly undecidedCount: number }
}
