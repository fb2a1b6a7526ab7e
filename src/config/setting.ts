import type { Kind } from './kinds.ts'

/** The headings of `--help`, in its order. */
export const GROUPS = [
  'AWS',
  'Listening',
  'Authentication',
  'GraphQL',
  'Rotation',
  'KMS request quotas',
  'Freshness',
  'Query limits',
  'Connection limits',
  'Observability',
] as const

export type Group = (typeof GROUPS)[number]

export interface Setting<Value> {
  /** The flag without its dashes, which is also the key in a configuration file. */
  readonly flag: string
  readonly kind: Kind<Value>
  readonly default: Value
  readonly help: string
  readonly group: Group
  /** Says what happens by default, if the default is not a fixed value. */
  readonly unset?: string
  /** An environment variable that platforms set. The gateway's own variable takes precedence. */
  readonly platformVariable?: string
}

/** Settings by the path of the option that each of them sets. */
export interface SettingTree {
  readonly [name: string]: Setting<unknown> | SettingTree
}

/** The values of a tree of settings, under the same paths. */
export type ValuesOf<Tree> = {
  readonly [Name in keyof Tree]: Tree[Name] extends Setting<infer Value> ? Value : ValuesOf<Tree[Name]>
}

/** Settings of options of this type, and of the members of an option. */
export type SettingsFor<Options> = {
  readonly [Name in keyof Options]?:
    Setting<Options[Name]> | { readonly [Member in keyof Options[Name]]?: Setting<Options[Name][Member]> }
}

export const settingIn =
  (group: Group) =>
  <Value>(
    flag: string,
    kind: Kind<Value>,
    row: Omit<Setting<NoInfer<Value>>, 'flag' | 'kind' | 'group'>,
  ): Setting<Value> => ({ flag, kind, group, ...row })

const isSetting = (node: Setting<unknown> | SettingTree): node is Setting<unknown> =>
  typeof node['flag'] === 'string'

/** Every setting of a tree, with the path of its option. */
export const settingsOf = (
  tree: SettingTree,
  path: readonly string[] = [],
): readonly { readonly setting: Setting<unknown>; readonly path: readonly string[] }[] =>
  Object.entries(tree).flatMap(([name, node]) =>
    isSetting(node) ? [{ setting: node, path: [...path, name] }] : settingsOf(node, [...path, name]),
  )

export function valuesOf<Tree extends SettingTree>(
  tree: Tree,
  valueOf: (setting: Setting<unknown>) => unknown,
): ValuesOf<Tree>
export function valuesOf(tree: SettingTree, valueOf: (setting: Setting<unknown>) => unknown): unknown {
  const values = Object.entries(tree).map(([name, node]) => [
    name,
    isSetting(node) ? valueOf(node) : valuesOf(node, valueOf),
  ])
  return Object.freeze(Object.fromEntries(values))
}

export const variableOf = (flag: string): string => `KMS_GATEWAY_${flag.replaceAll('-', '_').toUpperCase()}`
