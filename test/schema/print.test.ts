import { readFileSync, readdirSync } from 'node:fs'
import { isInterfaceType, isObjectType, Kind, parse, Source, validate } from 'graphql'
import type { DocumentNode, OperationDefinitionNode } from 'graphql'
import { describe, expect, test } from 'vitest'
import { schema } from '../../src/schema/index.ts'
import { printSorted } from '../../src/schema/print.ts'
import { withoutMutations } from '../../src/schema/read-only.ts'
import { outputFields, types, typesReachableFrom } from './schema-elements.ts'

describe('schema.graphql', () => {
  test('equals the printed schema', () => {
    const committed = readFileSync('schema.graphql', 'utf8')
    expect(committed.trim(), "schema.graphql is out of date: run 'npm run codegen' and review the diff").toBe(
      printSorted(schema).trim(),
    )
  })

  test.each(documentFiles())('accepts the test documents in %s, which codegen types', (file) => {
    const document = parse(new Source(readFileSync(`test/documents/${file}`, 'utf8'), file))
    const generated = readFileSync('test/documents/generated/graphql.ts', 'utf8')
    expect(validate(schema, document).map(({ message }) => message)).toEqual([])
    const untyped = operationsOf(document)
      .map(({ name }) => `export const ${name?.value}Document = `)
      .filter((text) => !generated.includes(text))
    expect(untyped, "the typed documents are out of date: run 'npm run codegen'").toEqual([])
  })
})

describe('permissions', () => {
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()]

  test('are declared and printed on every root field except viewer, gateway and rateLimit', () => {
    const open = roots.flatMap((root) =>
      Object.values(root?.getFields() ?? {})
        .filter((field) => !printed(field.name, root?.name ?? '').includes('@requiresPermission('))
        .map(({ name }) => `${root?.name}.${name}`),
    )
    expect(open).toEqual(['Query.gateway', 'Query.rateLimit', 'Query.viewer'])
  })

  test.each(Object.keys(schema.getMutationType()?.getFields() ?? {}))(
    '%s requires ROTATION_WRITE',
    (name) => {
      expect(printed(name, 'Mutation')).toContain('@requiresPermission(permission: ROTATION_WRITE)')
    },
  )
})

describe('the read-only schema', () => {
  const readOnly = withoutMutations(schema)
  const readable = typesReachableFrom('Query', 'Subscription')

  test('has no mutations, and no types that only mutations use', () => {
    expect(readOnly.getMutationType()).toBeUndefined()
    const kept = types.filter(({ name }) => readOnly.getType(name)).map(({ name }) => name)
    expect(kept.toSorted()).toEqual([...readable].toSorted())
    expect(readable).not.toContain('RotateKeyOnDemandResult')
    expect(readable).toContain('OnDemandQuotaExceededError')
  })

  test('keeps all fields of the remaining types', () => {
    const lost = outputFields.filter(({ path }) => {
      const [typeName = '', field = ''] = path.split('.')
      const type = readOnly.getType(typeName)
      return (isObjectType(type) || isInterfaceType(type)) && !(field in type.getFields())
    })
    expect(lost).toEqual([])
    expect(printSorted(readOnly)).not.toContain('type Mutation')
  })
})

const operationsOf = ({ definitions }: DocumentNode): readonly OperationDefinitionNode[] =>
  definitions.filter((each) => each.kind === Kind.OPERATION_DEFINITION)

function documentFiles(): readonly string[] {
  return readdirSync('test/documents').filter((file) => file.endsWith('.graphql'))
}

/** The printed lines of a root field, from its name to the end of the line that closes it. */
function printed(field: string, root: string): string {
  const text = printSorted(schema)
  const body = text.slice(text.indexOf(`\ntype ${root} {`))
  const from = body.search(new RegExp(`\\n  ${field}[(:]`))
  const rest = body.slice(from + 1)
  const end = /^ {2}(?:\w+: .*|\): .*)$/m.exec(rest)
  return end ? rest.slice(0, end.index + end[0].length) : ''
}
