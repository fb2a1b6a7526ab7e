import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parse } from '@cdktn/hcl2json'

interface Statement {
  readonly sid?: string
  readonly actions: readonly string[]
  readonly resources?: readonly string[]
  readonly principals?: readonly {
    readonly type: string
    readonly identifiers: string | readonly string[]
  }[]
  readonly condition?: readonly {
    readonly test: string
    readonly variable: string
    readonly values: readonly string[]
  }[]
}

export interface TerraformModule {
  readonly locals: Readonly<Record<string, unknown>>
  readonly resources: Readonly<
    Record<string, Readonly<Record<string, Readonly<Record<string, string | number | boolean>>>>>
  >
  /** The documents as IAM has them. */
  readonly policies: Readonly<Record<string, { readonly Statement: readonly object[] }>>
  readonly variables: readonly string[]
  readonly modules: Readonly<Record<string, Readonly<Record<string, unknown>>>>
}

// The tests compare every value, so they do not need the types.
// oxlint-disable-next-line typescript/no-explicit-any
type Blocks = readonly any[]

/**
 * Reads the files of a module.
 *
 * @param values the values of expressions such as `local.partition`
 */
export async function readModule(
  folder: string,
  values: Readonly<Record<string, unknown>>,
): Promise<TerraformModule> {
  const files = readdirSync(folder).filter((name) => name.endsWith('.tf'))
  const parsed = await Promise.all(
    files.map((name) => parse(name, readFileSync(path.join(folder, name), 'utf8'))),
  )
  const blocks: readonly Record<string, object>[] = parsed.map((file) => evaluate(file, values))
  const all = (kind: string): readonly object[] => blocks.flatMap((file) => file[kind] ?? [])
  const data: { readonly aws_iam_policy_document?: Record<string, readonly { statement: Statement[] }[]> } =
    merged(all('data'))
  return {
    locals: Object.assign({}, ...all('locals')),
    resources: mapValues(merged(all('resource')), (named) => mapValues(named, ([block]: Blocks) => block)),
    policies: mapValues(data.aws_iam_policy_document ?? {}, ([document]) => ({
      Version: '2012-10-17',
      Statement: (document?.statement ?? []).map(toStatement),
    })),
    variables: all('variable').flatMap((each) => Object.keys(each)),
    modules: mapValues(merged(all('module')), ([block]: Blocks) => block),
  }
}

const mapValues = <Value, Result>(
  record: Readonly<Record<string, Value>>,
  map: (value: Value) => Result,
): Record<string, Result> =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value)]))

/** Joins the members of the blocks of one kind, which have a type and a name. */
const merged = (blocks: readonly object[]) => {
  // oxlint-disable-next-line typescript/no-explicit-any
  const result: Record<string, any> = {}
  for (const block of blocks)
    for (const [name, members] of Object.entries(block))
      result[name] = Array.isArray(members) ? members : { ...result[name], ...members }
  return result
}

/** Replaces the expressions that have a value. A string that is one expression becomes the value. */
function evaluate<Node>(node: Node, values: Readonly<Record<string, unknown>>): Node {
  const text = JSON.stringify(node)
    .replace(/"\$\{([^{}"]+)\}"/g, (whole, name) => (name in values ? JSON.stringify(values[name]) : whole))
    .replace(/\$\{([^{}"]+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole))
  return JSON.parse(text)
}

const toStatement = ({ sid, actions, resources, principals, condition }: Statement) => ({
  ...(sid === undefined ? {} : { Sid: sid }),
  Effect: 'Allow',
  ...(principals && {
    Principal: Object.fromEntries(principals.map(({ type, identifiers }) => [type, identifiers])),
  }),
  Action: actions,
  ...(resources && { Resource: resources }),
  ...(condition && {
    Condition: Object.fromEntries(
      condition.map(({ test, variable, values }) => [test, { [variable]: values }]),
    ),
  }),
})
