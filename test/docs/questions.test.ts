import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startGateway } from '../support/gateway.ts'
import type { TestGateway } from '../support/gateway.ts'

const page = await readFile(new URL('../../docs/questions.md', import.meta.url), 'utf8')
const questions = page.split(/^## /m).flatMap((section) => {
  const query = /^```graphql\n([\s\S]*?)^```$/m.exec(section)?.[1]
  return query === undefined ? [] : [[section.slice(0, section.indexOf('\n')), query] as const]
})

let gateway: TestGateway
beforeAll(async () => {
  gateway = await startGateway({ fleet: 'demo', speed: 0, cacheControl: null, gateway: { inventory: {} } })
  await gateway.inventory()
}, 120_000)
afterAll(() => gateway[Symbol.asyncDispose]())

const answer = (query: string) => {
  const day = (days: number) => new Date(gateway.emulator.clock.now() + days * 86_400_000).toISOString()
  const variables: Record<string, unknown> = { since: day(-7), until: day(30), asOf: day(-90) }
  const used = Object.entries(variables).filter(([name]) => query.includes(`$${name}`))
  return gateway.answer<Record<string, unknown>, Record<string, unknown>>(query, Object.fromEntries(used))
}

test('the page has a query for each question', () => {
  expect(questions).toHaveLength(15)
})

test.each(questions)('the query of "%s" is answered for the demo fleet', async (_, query) => {
  const { data, errors } = await answer(query)
  expect(errors).toBeUndefined()
  expect(Object.values(data ?? {})[0]).not.toBeNull()
})
