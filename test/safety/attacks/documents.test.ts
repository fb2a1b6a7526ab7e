import { describe, expect, test } from 'vitest'
import { openTarget, rotationOf, times } from './target.ts'

describe('many operations in one request', () => {
  test('an array of operations is refused whole, and none of them is carried out', async () => {
    const { gateway, send } = await openTarget()
    const { arn } = gateway.emulator.createKey()
    const batch = Array.from({ length: 100 }, () => ({ query: `mutation { ${rotationOf(arn)} }` }))
    expect(await send(batch)).toMatchObject({ status: 400, code: 'BAD_REQUEST' })
    expect(gateway.emulator.calls()).toBe(0)
  })

  test('a hundred rotations under aliases are refused before KMS is asked anything', async () => {
    const { gateway, send } = await openTarget()
    const { arn } = gateway.emulator.createKey()
    const query = `mutation { ${times(100, (index) => `a${index}: ${rotationOf(arn)}`)} }`
    expect(await send({ query })).toMatchObject({ code: 'DOCUMENT_LIMIT_EXCEEDED' })
    expect(gateway.emulator.calls()).toBe(0)
  })

  test('as many as one document may hold spend one rotation of a key, not twenty', async () => {
    const { gateway, send } = await openTarget()
    const { arn } = gateway.emulator.createKey()
    const query = `mutation { ${times(20, (index) => `a${index}: ${rotationOf(arn)}`)} }`
    const { data } = await send({ query })
    const types = Object.values(data ?? {}).map((each) => JSON.stringify(each))
    expect(types.filter((type) => type.includes('RotateKeyOnDemandPayload'))).toHaveLength(1)
    expect(types.filter((type) => type.includes('RotationInProgressError'))).toHaveLength(19)
    expect(gateway.emulator.calls('RotateKeyOnDemand')).toBe(1)
  })

  test('reads under aliases, at the root and below, are refused beyond the number that is allowed', async () => {
    const { gateway, send } = await openTarget()
    const { arn } = gateway.emulator.createKey()
    const key = `key(by: { arn: "${arn}" })`
    for (const query of [
      `{ ${times(51, (index) => `a${index}: ${key} { state }`)} }`,
      `{ ${key} { ${times(51, (index) => `a${index}: rotations(first: 100) { nodes { rotatedAt } }`)} } }`,
      `{ ${key} { ...F } } fragment F on Key { ${times(51, (index) => `a${index}: state`)} }`,
    ])
      expect((await send({ query })).code).toBe('DOCUMENT_LIMIT_EXCEEDED')
    expect(gateway.emulator.calls()).toBe(0)
  })
})

describe('an expensive document', () => {
  test.each<[what: string, query: string, code: string]>([
    [
      'a field a thousand times over at the root',
      `{ ${times(1_000, () => '__typename')} }`,
      'DOCUMENT_LIMIT_EXCEEDED',
    ],
    [
      'a field more often than there are tokens',
      `{ viewer { ${times(2_100, () => 'subject')} } }`,
      'DOCUMENT_LIMIT_EXCEEDED',
    ],
    [
      'a directive again and again on a field',
      `{ __typename ${times(51, () => '@include(if: true)')} }`,
      'DOCUMENT_LIMIT_EXCEEDED',
    ],
    [
      'directives that there are not',
      `{ __typename ${times(900, (index) => `@d${index}`)} }`,
      'DOCUMENT_LIMIT_EXCEEDED',
    ],
    ['a fragment that spreads itself', '{ ...A } fragment A on Query { ...A }', 'GRAPHQL_VALIDATION_FAILED'],
    [
      'fragments in a circle, one of them under a field',
      '{ ...A } fragment A on Query { viewer { subject } ...B } fragment B on Query { ...C } fragment C on Query { ...A }',
      'GRAPHQL_VALIDATION_FAILED',
    ],
    [
      'fragments that double at each of thirty levels',
      `{ ...F0 } ${times(30, (index) => `fragment F${index} on Query { ...F${index + 1} ...F${index + 1} }`)} fragment F30 on Query { __typename }`,
      'DOCUMENT_LIMIT_EXCEEDED',
    ],
    [
      'fields nested deeper than any answer is',
      `${'{ node(id: "x") '.repeat(30)}{ id }${' }'.repeat(30)}`,
      'DOCUMENT_LIMIT_EXCEEDED',
    ],
    [
      'types of fields of types, asked of the schema',
      `{ __schema { types { ${'fields { type { '.repeat(6)}name${' } }'.repeat(6)} } } }`,
      'GRAPHQL_VALIDATION_FAILED',
    ],
    [
      'values nested a thousand deep',
      `{ node(id: ${'['.repeat(990)}${']'.repeat(990)}) { id } }`,
      'GRAPHQL_VALIDATION_FAILED',
    ],
    [
      'a field nearly two thousand times, each to be compared with each',
      `{ viewer { ${times(1_900, () => 'subject')} } }`,
      'GRAPHQL_VALIDATION_FAILED',
    ],
    ['brackets without end', `{ node(id: ${'['.repeat(50_000)}`, 'DOCUMENT_LIMIT_EXCEEDED'],
    ['braces without end', '{'.repeat(90_000), 'GRAPHQL_PARSE_FAILED'],
    ['a name of 90 kB', `{ ${'a'.repeat(90_000)} }`, 'GRAPHQL_VALIDATION_FAILED'],
  ])('%s is refused', async (_, query, code) => {
    const { gateway, send } = await openTarget()
    const reply = await send({ query })
    expect(reply.code).toBe(code)
    expect(reply.data ?? null).toBeNull()
    expect(gateway.emulator.calls()).toBe(0)
  })

  test('one that is longer than a body may be is refused unread', async () => {
    const { send } = await openTarget()
    expect(await send({ query: `{ __typename } # ${'x'.repeat(100_000)}` })).toMatchObject({
      status: 413,
      code: 'REQUEST_ENTITY_TOO_LARGE',
    })
  })

  test('the same field five hundred times is one field, and one read', async () => {
    const { gateway, send } = await openTarget()
    const { arn } = gateway.emulator.createKey()
    const { data } = await send({
      query: `{ key(by: { arn: "${arn}" }) { ${times(500, () => 'state')} } }`,
    })
    expect(data).toEqual({ key: { state: 'ENABLED' } })
    expect(gateway.emulator.calls()).toBe(1)
  })

  test('no answer to one is much longer than what was sent', async () => {
    const { send } = await openTarget()
    const text = 'x'.repeat(8_000)
    const wrong = times(10, (index) => `a${index}: node(id: {a: "${text}"}) { id }`)
    const { text: answer } = await send({ query: `{ ${wrong} }` })
    expect(answer.length).toBeLessThan(200_000)
  })
})
