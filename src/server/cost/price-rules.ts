import {
  getNamedType,
  getNullableType,
  isInputObjectType,
  isLeafType,
  isListType,
  isObjectType,
} from 'graphql'
import type { GraphQLArgument, GraphQLField, GraphQLNamedType, GraphQLSchema } from 'graphql'
import type { GatewayLimits } from '../../context.ts'
import { isArguments, priceIn } from '../../schema/field-price.ts'
import type { Arguments, FieldPrice, PricedGateway } from '../../schema/field-price.ts'
import { readListSize } from './list-size.ts'
import type { ListSize } from './list-size.ts'
import { createReadSets } from './read-sets.ts'
import type { ReadSet, ReadSets } from './read-sets.ts'

/** The price of a field of the schema. */
export interface FieldRule {
  readonly reads: ReadSet
  /** Points for each time that the field is resolved, in addition to its reads. */
  readonly sends: number
  /** Points for each scope that the field, or a field around it, lists. */
  readonly sendsPerScope: number
  /** Undefined if the field lists no scopes. */
  readonly scopeCount: ((args: Arguments) => number) | undefined
  /** Whether the field and everything below it are free. Undefined: never. */
  readonly isFree: ((args: Arguments) => boolean) | undefined
  /** Points for the keys that are examined to find the result. */
  readonly examined: ((args: Arguments) => number) | undefined
  readonly returns: GraphQLNamedType
  readonly isComposite: boolean
  readonly isList: boolean
  /** Points for each object that the field returns. */
  readonly pointsOfType: number
  /** Undefined without `@listSize`. */
  readonly size: ListSize | undefined
}

/** The prices in a schema: from the extensions of a field, otherwise from `@cost`; and the sizes from `@listSize`. */
export interface PriceRules {
  readonly readSets: ReadSets
  ruleOf(field: GraphQLField<unknown, unknown>): FieldRule
  /** Whether the objects of this type are separate objects, such as keys, and not parts of the object around them. */
  isOfMany(type: GraphQLNamedType): boolean
}

type Element = Pick<GraphQLField<unknown, unknown>, 'extensions'>

export function createPriceRules(
  schema: GraphQLSchema,
  limits: GatewayLimits,
  gateway: PricedGateway,
): PriceRules {
  const readSets = createReadSets()
  const rules = new WeakMap<GraphQLField<unknown, unknown>, FieldRule>()
  const roots = new Set<GraphQLNamedType | null | undefined>([
    schema.getQueryType(),
    schema.getMutationType(),
    schema.getSubscriptionType(),
  ])

  function makeRule(field: GraphQLField<unknown, unknown>): FieldRule {
    const returns = getNamedType(field.type)
    const price = priceIn(field)
    const { scopeCount, isFree } = price ?? {}
    const listSize = directiveOf(field, 'listSize')
    return {
      reads: readSets.of(price?.reads ?? []),
      sends: price ? price.sends : pointsOf(field),
      sendsPerScope: price?.sendsPerScope ?? 0,
      scopeCount: scopeCount && ((args) => scopeCount(args, gateway)),
      isFree: isFree && ((args) => isFree(args, gateway)),
      examined: price && examinedBy(field, price),
      returns,
      isComposite: !isLeafType(returns),
      isList: isListType(getNullableType(field.type)),
      pointsOfType: isObjectType(returns) ? pointsOf(returns) : 0,
      size: listSize && readListSize(listSize),
    }
  }

  function examinedBy(field: GraphQLField<unknown, unknown>, { examines }: FieldPrice) {
    if (!examines) return undefined
    const own = readSets.of(examines.reads)
    return (args: Arguments): number => {
      const reads = field.args.reduce((set, arg) => set | readsOfMembers(arg, args[arg.name]), own)
      return reads === 0 ? 0 : readSets.pointsOf(reads) * examines.count(args, limits, gateway)
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

/** The arguments of a directive, which Pothos keeps in the extensions. */
function directiveOf({ extensions }: Element, name: string): Arguments | undefined {
  const directives = extensions['directives']
  const given = isArguments(directives) ? directives[name] : undefined
  const first: unknown = Array.isArray(given) ? given[0] : given
  return isArguments(first) ? first : undefined
}

const pointsOf = (element: Element): number => Number(directiveOf(element, 'cost')?.['weight'] ?? 0)
