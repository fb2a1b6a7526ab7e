import {
  getDirectiveValues,
  getNamedType,
  getNullableType,
  isInputObjectType,
  isLeafType,
  isListType,
  isObjectType,
} from 'graphql'
import type {
  ConstDirectiveNode,
  GraphQLArgument,
  GraphQLField,
  GraphQLNamedType,
  GraphQLSchema,
} from 'graphql'
import type { GatewayLimits } from '../../context.ts'
import { isArguments, priceIn } from '../../schema/field-price.ts'
import type { Arguments, FieldPrice } from '../../schema/field-price.ts'
import { readListSize } from './list-size.ts'
import type { ListSize } from './list-size.ts'
import { createReadSets } from './read-sets.ts'
import type { ReadSet, ReadSets } from './read-sets.ts'

/** How one field of the schema is priced. */
export interface FieldRule {
  readonly reads: ReadSet
  /** Points for each time it is resolved, besides its reads. */
  readonly sends: number
  /** Points of what is looked through for it. */
  readonly examined: ((args: Arguments) => number) | undefined
  readonly returns: GraphQLNamedType
  readonly isComposite: boolean
  readonly isList: boolean
  /** Points of each object returned. */
  readonly weightOfType: number
  /** Undefined where the schema says nothing of it. */
  readonly size: ListSize | undefined
}

/** The prices in a schema: those in extensions, else the weights of `@cost`; and the sizes of `@listSize`. */
export interface PriceRules {
  readonly readSets: ReadSets
  ruleOf(field: GraphQLField<unknown, unknown>): FieldRule
  /** Whether each object that a field of this type returns is an object of its own, not a part of this one. */
  isOfMany(type: GraphQLNamedType): boolean
}

type Element = Pick<GraphQLField<unknown, unknown>, 'extensions'> & {
  readonly astNode?: { readonly directives?: readonly ConstDirectiveNode[] | undefined } | null | undefined
}

export function createPriceRules(schema: GraphQLSchema, limits: GatewayLimits): PriceRules {
  const readSets = createReadSets()
  const rules = new WeakMap<GraphQLField<unknown, unknown>, FieldRule>()
  const roots = new Set<GraphQLNamedType | null | undefined>([
    schema.getQueryType(),
    schema.getMutationType(),
    schema.getSubscriptionType(),
  ])

  /** Arguments of a directive: as Pothos leaves them in the extensions, or as they are in a schema made from text. */
  function directiveOf({ extensions, astNode }: Element, name: string): Arguments | undefined {
    if (isArguments(extensions['directives'])) {
      const given = extensions['directives'][name]
      const first: unknown = Array.isArray(given) ? given[0] : given
      return isArguments(first) ? first : undefined
    }
    const directive = schema.getDirective(name)
    return directive && astNode
      ? getDirectiveValues(directive, { directives: astNode.directives ?? [] })
      : undefined
  }

  const weightOf = (element: Element): number => Number(directiveOf(element, 'cost')?.['weight'] ?? 0)

  function makeRule(field: GraphQLField<unknown, unknown>): FieldRule {
    const returns = getNamedType(field.type)
    const price = priceIn(field)
    const listSize = directiveOf(field, 'listSize')
    return {
      reads: readSets.of(price?.reads ?? []),
      sends: price ? price.sends : weightOf(field),
      examined: price && examinedBy(field, price),
      returns,
      isComposite: !isLeafType(returns),
      isList: isListType(getNullableType(field.type)),
      weightOfType: isObjectType(returns) ? weightOf(returns) : 0,
      size: listSize && readListSize(listSize),
    }
  }

  function examinedBy(field: GraphQLField<unknown, unknown>, { examines }: FieldPrice) {
    if (!examines) return undefined
    const own = readSets.of(examines.reads)
    return (args: Arguments): number => {
      const reads = field.args.reduce((set, arg) => set | readsOfMembers(arg, args[arg.name]), own)
      return reads === 0 ? 0 : readSets.weigh(reads) * examines.count(args, limits)
    }
  }

  function readsOfMembers(arg: GraphQLArgument, value: unknown): ReadSet {
    const type = getNamedType(arg.type)
    if (!isInputObjectType(type) || !isArguments(value)) return 0
    return Object.values(type.getFields())
      .filter(({ name }) => value[name] !== undefined && value[name] !== null)
      .reduce((set, member) => set | readSets.of(priceIn(member)?.reads ?? []), 0)
  }

  return {
    readSets,
    isOfMany: (type) => roots.has(type) || type.extensions['isOfMany'] === true,
    ruleOf(field) {
      const known = rules.get(field)
      if (known) return known
      const rule = makeRule(field)
      rules.set(field, rule)
      return rule
    },
  }
}
