import { expect, test } from 'vitest'
import { schemaChanges } from '../../scripts/release/schema-changes.ts'

const SCHEMA = `
  type Query {
    key(id: ID!, depth: Int = 1): Key
    keys(filter: KeyFilter): [Key!]!
    search: SearchResult
  }
  type Key { id: ID!  state: KeyState!  alias: String }
  type Alias { name: String! }
  type Grant { id: ID! }
  union SearchResult = Key | Alias
  enum KeyState { ENABLED DISABLED }
  input KeyFilter { alias: String  limit: Int = 10 }
`

test.each<readonly [change: string, from: string, to: string, element: string]>([
  ['a removed field', 'alias: String }\n  type Alias', '}\n  type Alias', 'Key.alias'],
  ['a field that becomes nullable', 'state: KeyState!', 'state: KeyState', 'Key.state'],
  ['a removed argument', ', depth: Int = 1', '', 'Query.key.depth'],
  ['a new required argument', 'depth: Int = 1', 'depth: Int = 1, region: ID!', 'Query.key.region'],
  ['a new default of an argument', 'depth: Int = 1', 'depth: Int = 2', 'Query.key.depth'],
  ['a new default of an input field', 'limit: Int = 10', 'limit: Int = 50', 'KeyFilter.limit'],
  [
    'a new required input field',
    'alias: String  limit',
    'alias: String  region: ID!  limit',
    'KeyFilter.region',
  ],
  ['a removed enum value', 'ENABLED DISABLED', 'ENABLED', 'KeyState.DISABLED'],
  ['a removed union member', 'Key | Alias', 'Key', 'SearchResult'],
])('%s is a breaking change', async (_, from, to, element) => {
  const changes = await schemaChanges(SCHEMA, SCHEMA.replace(from, to))
  expect(changes).toEqual([{ element, effect: 'breaking', message: expect.any(String) }])
})

test.each<readonly [change: string, from: string, to: string, element: string]>([
  ['a new enum value', 'ENABLED DISABLED', 'ENABLED DISABLED DELETED', 'KeyState.DELETED'],
  ['a new union member', 'Key | Alias', 'Key | Alias | Grant', 'SearchResult'],
  ['a new optional argument', 'depth: Int = 1', 'depth: Int = 1, region: ID', 'Query.key.region'],
])('clients tolerate %s', async (_, from, to, element) => {
  const changes = await schemaChanges(SCHEMA, SCHEMA.replace(from, to))
  expect(changes).toEqual([{ element, effect: 'tolerated', message: expect.any(String) }])
})

test.each<readonly [change: string, from: string, to: string]>([
  ['a new nullable field', 'state: KeyState!', 'state: KeyState!  region: ID'],
  ['a new optional input field', 'alias: String  limit', 'alias: String  region: ID  limit'],
  ['a deprecation', 'alias: String }\n', 'alias: String @deprecated(reason: "2027-01-01") }\n'],
  ['a new type', 'type Alias', 'type Tag { key: String! }\n  type Alias'],
])('%s is compatible with existing clients', async (_, from, to) => {
  const changes = await schemaChanges(SCHEMA, SCHEMA.replace(from, to))
  expect(changes.length).toBeGreaterThan(0)
  expect(changes.filter(({ effect }) => effect !== 'compatible')).toEqual([])
})

test('equal schemas have no changes', async () => {
  expect(await schemaChanges(SCHEMA, SCHEMA)).toEqual([])
})
