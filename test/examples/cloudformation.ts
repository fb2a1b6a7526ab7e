import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import type { CollectionTag, ScalarTag } from 'yaml'

/** A template after the evaluation of its functions and conditions. */
export interface Stack {
  readonly resources: Readonly<Record<string, { readonly Type: string; readonly Properties: object }>>
}

export interface StackOptions {
  readonly accountId: string
  readonly region: string
  readonly parameters: Readonly<Record<string, string | readonly string[]>>
}

interface Template {
  readonly Parameters: Readonly<Record<string, { readonly Default?: string }>>
  readonly Conditions: Readonly<Record<string, unknown>>
  readonly Resources: Readonly<
    Record<string, { readonly Type: string; readonly Condition?: string; readonly Properties: object }>
  >
}

const functionTags: (ScalarTag | CollectionTag)[] = [
  { tag: '!Ref', resolve: (name) => ({ Ref: name }) },
  { tag: '!Sub', resolve: (text) => ({ 'Fn::Sub': text }) },
  { tag: '!GetAtt', resolve: (name) => ({ 'Fn::GetAtt': name }) },
  ...['If', 'Equals', 'Not', 'And'].map((name): CollectionTag => ({
    tag: `!${name}`,
    collection: 'seq',
    resolve: (list) => ({ [`Fn::${name}`]: list.toJSON() }),
  })),
]

export const readTemplate = (file: string): Template =>
  parse(readFileSync(file, 'utf8'), { customTags: functionTags })

/** What CloudFormation would create, without what a condition leaves out. Knows the functions of the templates only. */
export function evaluate(template: Template, { accountId, region, parameters }: StackOptions): Stack {
  const leftOut = Symbol('AWS::NoValue')
  const values: Readonly<Record<string, unknown>> = {
    ...Object.fromEntries(Object.entries(template.Parameters).map(([name, each]) => [name, each.Default])),
    ...parameters,
    'AWS::AccountId': accountId,
    'AWS::Region': region,
    'AWS::Partition': 'aws',
    'AWS::NoValue': leftOut,
  }
  const valueOf = (name: string): unknown => {
    if (values[name] !== undefined) return values[name]
    if (name in template.Resources) return name
    throw new Error(`The template refers to ${name}, which it does not have.`)
  }
  const functions: Readonly<Record<string, (...args: readonly unknown[]) => unknown>> = {
    Ref: (name) => valueOf(String(name)),
    'Fn::Sub': (text) => String(text).replace(/\$\{([^}]+)\}/g, (_, name: string) => String(valueOf(name))),
    'Fn::GetAtt': (name) => arnOf(String(name).replace(/\.Arn$/, '')),
    'Fn::If': (name, yes, no) => resolve(holds(name) ? yes : no),
    'Fn::Equals': (left, right) => resolve(left) === resolve(right),
    'Fn::Not': (condition) => resolve(condition) !== true,
    'Fn::And': (...conditions) => conditions.every((each) => resolve(each) === true),
  }
  const holds = (condition: unknown) => resolve(template.Conditions[String(condition)]) === true
  const arnOf = (name: string): string => {
    const resource = template.Resources[name]
    const properties: object = Object(resolve(resource?.Properties))
    if ('QueueName' in properties) return `arn:aws:sqs:${region}:${accountId}:${String(properties.QueueName)}`
    if ('RoleName' in properties) return `arn:aws:iam::${accountId}:role/${String(properties.RoleName)}`
    throw new Error(`The test does not know the ARN of ${name}.`)
  }
  const resolve = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(resolve).filter((each) => each !== leftOut)
    if (typeof value !== 'object' || value === null) return value
    const entries = Object.entries(value)
    const [only, ...others] = entries
    const call = only && others.length === 0 ? functions[only[0]] : undefined
    if (call) return call(...[only?.[1]].flat())
    return Object.fromEntries(
      entries.map(([key, each]) => [key, resolve(each)]).filter(([, each]) => each !== leftOut),
    )
  }
  const created = Object.entries(template.Resources).filter(
    ([, { Condition }]) => Condition === undefined || holds(Condition),
  )
  return {
    resources: Object.fromEntries(
      created.map(([name, { Type, Properties }]) => [
        name,
        { Type, Properties: Object(resolve(Properties)) },
      ]),
    ),
  }
}
