import {
  Kind,
  getNamedType,
  getNullableType,
  isListType,
  isObjectType,
  parse,
  print,
  valueFromASTUntyped,
} from 'graphql'
import type { ArgumentNode, FieldNode, GraphQLNamedType, SelectionSetNode } from 'graphql'
import {
  ConnectionHandler,
  Environment,
  Network,
  RecordSource,
  Store,
  commitLocalUpdate,
  createOperationDescriptor,
} from 'relay-runtime'
import type {
  ConcreteRequest,
  NormalizationArgument,
  NormalizationSelection,
  RecordProxy,
} from 'relay-runtime'
import { schema } from '../../src/schema/index.ts'

/** A list that a client loads page by page. */
export interface PagedList {
  /** Loads one more page. Resolves to false at the end. */
  readonly loadMore: () => Promise<boolean>
  readonly arnsLoaded: () => readonly string[]
}

// Does what usePaginationFragment does with a fragment that holds one @connection, on Relay's own store and network. What
// relay-compiler would make of the fragment is made here.

/** @param fragment as an application writes it, on Query */
export function openRelayList(fragment: string, endpoint: string): PagedList {
  const { field, key, count } = connectionIn(fragment)
  const request = requestOf(field, key)
  const filters = Object.fromEntries(
    filtersOf(field).map(({ name, value }) => [name.value, valueFromASTUntyped(value)]),
  )
  const environment = new Environment({
    store: new Store(new RecordSource()),
    network: Network.create(async ({ text }, variables) => {
      const response = await fetch(endpoint, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query: text, variables }),
      })
      return response.json()
    }),
  })

  function read<Value>(pick: (connection: RecordProxy | null | undefined) => Value): Value {
    const values: Value[] = []
    commitLocalUpdate(environment, (store) => {
      values.push(pick(ConnectionHandler.getConnection(store.getRoot(), key, filters)))
    })
    const [value] = values
    if (value === undefined) throw new Error('The store was not read.')
    return value
  }
  const pageInfo = (name: string) =>
    read((connection) => connection?.getLinkedRecord('pageInfo')?.getValue(name) ?? null)

  return {
    async loadMore() {
      const operation = createOperationDescriptor(request, { count, cursor: pageInfo('endCursor') })
      environment.retain(operation)
      await environment.execute({ operation }).toPromise()
      return pageInfo('endCursor') !== null && pageInfo('hasNextPage') === true
    },
    arnsLoaded: () =>
      read((connection) =>
        (connection?.getLinkedRecords('edges') ?? []).map((edge) =>
          String(edge.getLinkedRecord('node')?.getValue('arn')),
        ),
      ),
  }
}

function connectionIn(fragment: string) {
  const [definition] = parse(fragment).definitions
  if (definition?.kind !== Kind.FRAGMENT_DEFINITION) throw new Error('Not a fragment')
  const [field] = definition.selectionSet.selections
  if (field?.kind !== Kind.FIELD) throw new Error('Not a field')
  const valueOf = (node: typeof definition | typeof field, directive: string, name: string): unknown => {
    const given = node.directives?.find((each) => each.name.value === directive)?.arguments
    const value = given?.find((each) => each.name.value === name)?.value
    return value && valueFromASTUntyped(value)
  }
  const { defaultValue: count } = Object(valueOf(definition, 'argumentDefinitions', 'count'))
  return { field, key: String(valueOf(field, 'connection', 'key')), count: Number(count) }
}

/** With what the compiler adds to a connection. */
function requestOf(field: FieldNode, key: string): ConcreteRequest {
  const { name, arguments: args, selectionSet } = field
  const operation = `query KeyListPaginationQuery($count: Int, $cursor: String) {
    ${print({ kind: Kind.FIELD, name, ...(args ? { arguments: args } : {}) })} {
      edges { cursor node { __typename } }
      pageInfo { endCursor hasNextPage }
      ...Own
    }
  }
  fragment Own on KeyConnection ${selectionSet ? print(selectionSet) : ''}`
  const added = selectionsOf(
    parse('{ edges { cursor node { __typename } } pageInfo { endCursor hasNextPage } }').definitions[0],
  )
  const own = schema.getQueryType()?.getFields()[name.value]?.type
  if (!own || !selectionSet) throw new Error(`${name.value} is not a connection`)
  const connection = getNamedType(own)
  const argumentsOfField = argumentsOf(args ?? [])
  const selections: NormalizationSelection[] = [
    {
      kind: 'LinkedField',
      name: name.value,
      args: argumentsOfField,
      concreteType: connection.name,
      plural: false,
      selections: [...normalized(selectionSet, connection), ...normalized(added, connection)],
    },
    {
      kind: 'LinkedHandle',
      name: name.value,
      args: argumentsOfField,
      handle: 'connection',
      key,
      filters: filtersOf(field).map((each) => each.name.value),
    },
  ]
  return {
    kind: 'Request',
    fragment: {
      kind: 'Fragment',
      name: 'KeyListPaginationQuery',
      type: 'Query',
      argumentDefinitions: [],
      selections: [],
    },
    operation: {
      kind: 'Operation',
      name: 'KeyListPaginationQuery',
      argumentDefinitions: ['count', 'cursor'].map((each) => ({
        kind: 'LocalArgument',
        name: each,
        defaultValue: null,
      })),
      selections,
    },
    params: {
      id: null,
      cacheID: key,
      name: 'KeyListPaginationQuery',
      operationKind: 'query',
      text: operation,
      metadata: {},
    },
  }
}

function selectionsOf(
  definition: ReturnType<typeof parse>['definitions'][number] | undefined,
): SelectionSetNode {
  if (definition?.kind !== Kind.OPERATION_DEFINITION) throw new Error('Not an operation')
  return definition.selectionSet
}

function normalized(
  { selections }: SelectionSetNode,
  type: GraphQLNamedType,
): readonly NormalizationSelection[] {
  return selections.map((selection): NormalizationSelection => {
    if (selection.kind !== Kind.FIELD) throw new Error('The fragment may hold fields only')
    const { name, selectionSet } = selection
    const field = isObjectType(type) ? type.getFields()[name.value] : undefined
    if (!selectionSet) return { kind: 'ScalarField', name: name.value }
    if (!field) throw new Error(`${type.name} has no field ${name.value}`)
    const returns = getNamedType(field.type)
    return {
      kind: 'LinkedField',
      name: name.value,
      concreteType: returns.name,
      plural: isListType(getNullableType(field.type)),
      selections: normalized(selectionSet, returns),
    }
  })
}

const filtersOf = ({ arguments: args = [] }: FieldNode): readonly ArgumentNode[] =>
  args.filter(({ name }) => !['first', 'after', 'last', 'before'].includes(name.value))

const argumentsOf = (args: readonly ArgumentNode[]): readonly NormalizationArgument[] =>
  args.map(({ name, value }) =>
    value.kind === Kind.VARIABLE
      ? { kind: 'Variable', name: name.value, variableName: value.name.value }
      : { kind: 'Literal', name: name.value, value: valueFromASTUntyped(value) },
  )
