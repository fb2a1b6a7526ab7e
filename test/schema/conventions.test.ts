import {
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isObjectType,
  isSpecifiedDirective,
  isUnionType,
} from 'graphql'
import type { GraphQLField, GraphQLNamedType } from 'graphql'
import { describe, expect, test } from 'vitest'
import { schema } from '../../src/schema/index.ts'
import { printSorted } from '../../src/schema/print.ts'
import { outputFields, types } from './schema-elements.ts'

describe('every element', () => {
  test('has a description on every type, field, argument, enum value and directive', () => {
    expect(undescribed()).toEqual([])
  })

  test('has field descriptions that start with a capital letter and end with a full stop', () => {
    const odd = outputFields
      .map(({ path, field }) => [path, field.description ?? ''] as const)
      .filter(([, text]) => !/[.)]$/.test(text.trim()) || !/^[A-Z0-9`]/.test(text.trim()))
    expect(odd).toEqual([])
  })
})

test('descriptions refer only to fields of gateway.limits that exist', () => {
  const limits = schema.getType('GatewayLimits')
  const names = new Set(isObjectType(limits) ? Object.keys(limits.getFields()) : [])
  const referred = [...printSorted(schema).matchAll(/gateway\.limits\.(\w+)/g)].map(([, name = '']) => name)
  expect(referred.length).toBeGreaterThan(5)
  expect(referred.filter((name) => !names.has(name))).toEqual([])
})

describe('names', () => {
  const named = (isNamed: (field: GraphQLField<unknown, unknown>) => boolean) =>
    outputFields.filter(({ field }) => isNamed(field)).map(({ path }) => path)

  test('name every DateTime field …At, and no other field', () => {
    const isTime = ({ type }: GraphQLField<unknown, unknown>) => getNamedType(type).name === 'DateTime'
    expect(named(isTime)).toEqual(named(({ name }) => name.endsWith('At')))
  })

  test('name every Boolean field as a statement', () => {
    const booleans = outputFields.filter(({ field }) => getNamedType(field.type).name === 'Boolean')
    expect(booleans.length).toBeGreaterThan(5)
    const odd = booleans.filter(({ field }) => !/^(is|has|can|adds)[A-Z]/.test(field.name))
    expect(odd.map(({ path }) => path)).toEqual([])
  })

  test('use PascalCase for types, camelCase for fields and arguments and SCREAMING_CASE for enum values', () => {
    const odd = [...everyName()].filter(({ name, shape }) => !shape.test(name)).map(({ name }) => name)
    expect(odd).toEqual([])
  })

  test('name inputs, payloads and results after the mutation', () => {
    for (const { name, args, type } of Object.values(schema.getMutationType()?.getFields() ?? {})) {
      const noun = name.charAt(0).toUpperCase() + name.slice(1)
      expect(args.map((arg) => `${arg.name}: ${String(arg.type)}`)).toEqual([`input: ${noun}Input!`])
      expect(String(type)).toBe(`${noun}Result!`)
      const result = getNamedType(type)
      expect(isUnionType(result) && result.getTypes().map((member) => member.name)).toContain(
        `${noun}Payload`,
      )
    }
  })
})

describe('connections', () => {
  const connections = types.filter(isObjectType).filter(({ name }) => name.endsWith('Connection'))

  test.each(connections.map((type) => [type.name, type] as const))(
    '%s has edges, nodes and pageInfo',
    (_, connection) => {
      const fields = connection.getFields()
      const node = connection.name.replace(/Connection$/, '')
      expect(String(fields['edges']?.type)).toBe(`[${node}Edge!]!`)
      expect(String(fields['nodes']?.type)).toBe(`[${node}!]!`)
      expect(String(fields['pageInfo']?.type)).toBe('PageInfo!')
      const edge = schema.getType(`${node}Edge`)
      expect(
        isObjectType(edge) && Object.values(edge.getFields()).map((f) => `${f.name}: ${String(f.type)}`),
      ).toEqual(['cursor: String!', `node: ${node}!`])
    },
  )

  test('are the only types named …Connection, and their edges the only types named …Edge', () => {
    const pageInfo = ({ name }: GraphQLNamedType) => name.endsWith('Connection') || name.endsWith('Edge')
    const odd = types.filter(pageInfo).filter((type) => {
      const fields = isObjectType(type) ? type.getFields() : {}
      return !('pageInfo' in fields) && !('cursor' in fields)
    })
    expect(odd).toEqual([])
    expect(connections.map(({ name }) => name)).toContain('KeyConnection')
  })

  test('are the only fields with an `after` argument, except for streams', () => {
    const paged = outputFields
      .filter(
        ({ path, field }) =>
          !path.startsWith('Subscription.') && field.args.some(({ name }) => name === 'after'),
      )
      .filter(({ field }) => !getNamedType(field.type).name.endsWith('Connection'))
    expect(paged.map(({ path }) => path)).toEqual([])
  })
})

describe('nullability', () => {
  test('allows null list items only in `Query.nodes`', () => {
    const loose = outputFields
      .filter(({ field }) => {
        const list = getNullableType(field.type)
        return isListType(list) && !String(list.ofType).endsWith('!')
      })
      .map(({ path }) => path)
    expect(loose).toEqual(['Query.nodes'])
  })

  test('makes every field of Key nullable that depends on a read which can fail', () => {
    const key = schema.getType('Key')
    const certain = isObjectType(key)
      ? Object.values(key.getFields())
          .filter(({ type }) => String(type).endsWith('!'))
          .map(({ name }) => name)
          .toSorted()
      : []
    expect(certain).toEqual([
      'accountId',
      'arn',
      'capabilities',
      'changes',
      'compliance',
      'displayName',
      'id',
      'keyId',
      'problems',
      'region',
      'rotationStatus',
    ])
  })
})

describe('results', () => {
  const results = types.filter(isUnionType).filter(({ name }) => name.endsWith('Result'))

  test.each(results.map((union) => [union.name, union] as const))(
    'every failure in %s is an OperationError',
    (_, union) => {
      const errors = union.getTypes().filter(({ name }) => !name.endsWith('Payload'))
      expect(errors.length).toBeGreaterThan(3)
      expect(
        errors.filter((type) => !type.getInterfaces().some(({ name }) => name === 'OperationError')),
      ).toEqual([])
    },
  )

  test('are the return types of all mutations', () => {
    const returned = Object.values(schema.getMutationType()?.getFields() ?? {}).map(
      ({ type }) => getNamedType(type).name,
    )
    expect(results.map(({ name }) => name).toSorted()).toEqual(returned.toSorted())
  })
})

function undescribed(): readonly string[] {
  const missing: string[] = []
  const check = (path: string, { description }: { readonly description?: string | null | undefined }) => {
    if (!description?.trim()) missing.push(path)
  }
  for (const type of types) {
    check(type.name, type)
    if (isEnumType(type)) for (const value of type.getValues()) check(`${type.name}.${value.name}`, value)
    if (isInputObjectType(type))
      for (const field of Object.values(type.getFields())) check(`${type.name}.${field.name}`, field)
  }
  for (const { path, field } of outputFields) {
    check(path, field)
    for (const arg of field.args) check(`${path}(${arg.name}:)`, arg)
  }
  for (const directive of schema.getDirectives().filter((each) => !isSpecifiedDirective(each))) {
    check(`@${directive.name}`, directive)
    for (const arg of directive.args) check(`@${directive.name}(${arg.name}:)`, arg)
  }
  return missing
}

function* everyName(): Generator<{ readonly name: string; readonly shape: RegExp }> {
  const camel = /^[a-z][A-Za-z0-9]*$/
  for (const type of types) {
    yield { name: type.name, shape: /^[A-Z][A-Za-z0-9]*$/ }
    if (isEnumType(type))
      for (const { name } of type.getValues()) yield { name, shape: /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/ }
    if (isInputObjectType(type))
      for (const name of Object.keys(type.getFields())) yield { name, shape: camel }
  }
  for (const { field } of outputFields) {
    yield { name: field.name, shape: camel }
    for (const { name } of field.args) yield { name, shape: camel }
  }
}
