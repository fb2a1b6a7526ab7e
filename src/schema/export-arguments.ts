import { Kind, getVariableValues, parse } from 'graphql'
import type { GraphQLSchema } from 'graphql'
import { BadUserInputError } from '../errors/request-errors.ts'
import type { ExportArguments } from '../resolvers/key-export.ts'

const DOCUMENT = parse(
  'query ($filter: KeyFilter, $scopes: [ScopeInput!], $policy: RotationPolicyInput, $incomplete: Boolean) { __typename }',
)
const OPERATION = DOCUMENT.definitions.find((each) => each.kind === Kind.OPERATION_DEFINITION)

/**
 * The arguments of an export from its query parameters: `filter`, `scopes` and `policy` are JSON, as the variables of `keys`.
 *
 * @throws {BadUserInputError} for a parameter that is unknown, given twice or not valid
 */
export function exportArguments(schema: GraphQLSchema, parameters: URLSearchParams): ExportArguments {
  const definitions = OPERATION?.variableDefinitions ?? []
  const names = definitions.map(({ variable }) => variable.name.value)
  const given = new Map<string, unknown>()
  for (const [name, text] of parameters) {
    if (!names.includes(name))
      throw new BadUserInputError(
        `The parameter '${name.slice(0, 100)}' is not known. Use ${names.join(', ')}.`,
      )
    if (given.has(name))
      throw new BadUserInputError(`The parameter '${name}' is given more than once. Give it once.`)
    given.set(name, parseJson(name, text))
  }
  const { errors, coerced } = getVariableValues(schema, definitions, Object.fromEntries(given), {
    maxErrors: 1,
  })
  const [error] = errors ?? []
  if (error) throw new BadUserInputError(error.message)
  return coerced ?? {}
}

function parseJson(name: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new BadUserInputError(
      `The parameter '${name}' is not JSON: '${text.slice(0, 100)}'. Give the same value as in the variables of a query.`,
    )
  }
}
