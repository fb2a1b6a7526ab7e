import { Kind, isInterfaceType, isObjectType } from 'graphql'
import type {
  FieldNode,
  FragmentDefinitionNode,
  GraphQLField,
  GraphQLNamedType,
  GraphQLSchema,
  OperationDefinitionNode,
  SelectionNode,
  SelectionSetNode,
} from 'graphql'
import type { Arguments } from '../../schema/field-price.ts'
import { argumentReader, conditionOf, withDefaults } from '../document/values.ts'
import type { PriceRules } from './price-rules.ts'
import type { ReadSet } from './read-sets.ts'

/** The cost of an operation, calculated before it is executed. */
export interface Price {
  /** In points. */
  readonly cost: number
  /** Objects that the response may contain. */
  readonly nodeCount: number
  /** The most expensive part. */
  readonly largest: Part
}

export interface Part {
  /** Path of a field. */
  readonly path: string
  readonly points: number
}

export type PricePlan = (variables: Arguments) => Price

/** The intermediate sum of a part of an operation. */
interface Sum {
  /** Not charged yet, because fields around it may use the same reads. */
  readonly reads: ReadSet
  readonly points: number
  /** For each scope that a field around it lists. */
  readonly pointsPerScope: number
  readonly nodes: number
  readonly largest: Part
}

/** The number of items in the child fields of a field with `sizedFields`. */
interface Sized {
  readonly fields: ReadonlySet<string>
  readonly size: number
}

/** One calculation. Each fragment is calculated once for each list size, regardless of how often it is spread. */
interface Calculation {
  readonly variables: Arguments
  readonly fragments: Map<string, Sum>
}

type Step = (run: Calculation, sized: Sized | undefined) => Sum

const NO_PART: Part = { path: '', points: 0 }
const NOTHING: Sum = { reads: 0, points: 0, pointsPerScope: 0, nodes: 0, largest: NO_PART }
/** The cost of `__schema` and `__type`. graphql-js limits how deep their lists are nested. */
const INTROSPECTION: Sum = { ...NOTHING, points: 10, nodes: 5_000, largest: { path: '__schema', points: 10 } }

/** Creates the function from variables to the price of an operation. The document must be valid. */
export function planPrice(
  schema: GraphQLSchema,
  rules: PriceRules,
  operation: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): PricePlan {
  const fragmentSteps = new Map<string, Step>()

  function planSelections(type: GraphQLNamedType | null | undefined, { selections }: SelectionSetNode): Step {
    const steps = selections
      .map((selection) => planSelection(type, selection))
      .filter((step) => step !== NO_STEP)
    const [only] = steps
    if (steps.length <= 1) return only ?? NO_STEP
    return (run, sized) => {
      let { reads, points, pointsPerScope, nodes, largest } = NOTHING
      for (const step of steps) {
        const sum = step(run, sized)
        reads |= sum.reads
        points += sum.points
        pointsPerScope += sum.pointsPerScope
        nodes += sum.nodes
        if (sum.largest.points > largest.points) largest = sum.largest
      }
      return { reads, points, pointsPerScope, nodes, largest }
    }
  }

  function planSelection(type: GraphQLNamedType | null | undefined, selection: SelectionNode): Step {
    const step = planIncluded(type, selection)
    const condition = conditionOf(selection.directives ?? [])
    if (!condition || step === NO_STEP) return step
    return (run, sized) => (condition(run.variables) ? step(run, sized) : NOTHING)
  }

  function planIncluded(type: GraphQLNamedType | null | undefined, selection: SelectionNode): Step {
    switch (selection.kind) {
      case Kind.FIELD:
        return planField(type, selection)
      case Kind.INLINE_FRAGMENT: {
        const { typeCondition, selectionSet } = selection
        return planSelections(typeCondition ? schema.getType(typeCondition.name.value) : type, selectionSet)
      }
      case Kind.FRAGMENT_SPREAD:
        return planSpread(selection.name.value)
      default:
        return selection satisfies never
    }
  }

  function planSpread(name: string): Step {
    const known = fragmentSteps.get(name)
    if (known) return known
    const fragment = fragments.get(name)
    if (!fragment) return NO_STEP
    const body = planSelections(schema.getType(fragment.typeCondition.name.value), fragment.selectionSet)
    const step: Step = (run, sized) => {
      const key = sized ? `${name} ${sized.size} ${[...sized.fields].join()}` : name
      const known = run.fragments.get(key)
      if (known) return known
      const sum = body(run, sized)
      run.fragments.set(key, sum)
      return sum
    }
    fragmentSteps.set(name, step)
    return step
  }

  function planField(type: GraphQLNamedType | null | undefined, node: FieldNode): Step {
    const name = node.name.value
    if (name === '__schema' || name === '__type') return () => INTROSPECTION
    const field = fieldOf(type, name)
    if (!type || !field) return NO_STEP
    const rule = rules.ruleOf(field)
    const { reads, sends, sendsPerScope, scopeCount, isFree, examined } = rule
    const { returns, isComposite, isList, pointsOfType, size } = rule
    if (!isComposite && reads === 0 && sends === 0 && sendsPerScope === 0 && !examined) return NO_STEP
    const isOwnObject = rules.isOfMany(type)
    const children = node.selectionSet ? planSelections(returns, node.selectionSet) : NO_STEP
    const argumentsOf = size || examined || scopeCount || isFree ? argumentReader(field, node) : undefined
    const hasSizedFields = size !== undefined && size.sizedFields.size > 0

    return (run, sized) => {
      const args = argumentsOf?.(run.variables) ?? {}
      const ownSize = size?.of(args) ?? 1
      const ownCount = isList && !hasSizedFields ? ownSize : 1
      const count = sized?.fields.has(name) ? sized.size : ownCount
      const child = children(run, hasSizedFields ? { fields: size.sizedFields, size: ownSize } : undefined)
      const nodes = isComposite ? count * (1 + child.nodes) : 0
      if (isFree?.(args)) return { ...NOTHING, nodes, largest: { path: name, points: 0 } }
      const readsHere = child.reads | reads
      const perScope = sendsPerScope + child.pointsPerScope
      const pointsOfItem = pointsOfType + (isOwnObject ? rules.readSets.pointsOf(readsHere) : 0)
      const listing = scopeCount ? perScope * scopeCount(args) : 0
      const here = sends + listing + (examined?.(args) ?? 0) + count * pointsOfItem
      const below = count * child.largest.points
      return {
        reads: isOwnObject ? 0 : readsHere,
        points: here + count * child.points,
        pointsPerScope: scopeCount ? 0 : perScope,
        nodes,
        largest:
          below > here
            ? { path: `${name}.${child.largest.path}`, points: below }
            : { path: name, points: here },
      }
    }
  }

  const body = planSelections(schema.getRootType(operation.operation), operation.selectionSet)
  return (variables) => {
    const run = { variables: withDefaults(operation, variables), fragments: new Map() }
    const { points, nodes, largest } = body(run, undefined)
    return { cost: Math.ceil(points), nodeCount: nodes, largest }
  }
}

const NO_STEP: Step = () => NOTHING

function fieldOf(
  type: GraphQLNamedType | null | undefined,
  name: string,
): GraphQLField<unknown, unknown> | undefined {
  return isObjectType(type) || isInterfaceType(type) ? type.getFields()[name] : undefined
}
