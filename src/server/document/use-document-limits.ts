import { GraphQLError, NoSchemaIntrospectionCustomRule, parse, validate } from 'graphql'
import type { DocumentNode, ExecutionResult } from 'graphql'
import { isAsyncIterable } from 'graphql-yoga'
import { DocumentLimitError } from '../../errors/request-errors.ts'
import { measureDocument } from './size.ts'
import type { DocumentSize } from './size.ts'
import { asGraphqlError } from '../operation/request-error.ts'
import type { ServerPlugin } from '../operation/plugin.ts'

/** The largest documents that are read. */
export interface DocumentLimits {
  readonly maxQueryTokens: number
  readonly maxQueryDepth: number
  readonly maxQueryAliases: number
  readonly maxQueryDirectives: number
  readonly maxQueryRootFields: number
}

export interface DocumentLimitsOptions {
  readonly limits: DocumentLimits
  /** Whether a document may ask for the schema. Where not, error messages do not give it away either. */
  readonly hasIntrospection: boolean
}

/** Errors that one document is told of; finding more of them takes time and helps nobody. */
const MAX_VALIDATION_ERRORS = 10

/**
 * Refuses documents that are too large before they are validated. All of it depends on the document alone, so that
 * the answer is remembered with the document.
 */
export function useDocumentLimits({ limits, hasIntrospection }: DocumentLimitsOptions): ServerPlugin {
  const checked = new WeakMap<DocumentNode, GraphQLError | undefined>()

  function errorOf(document: DocumentNode): GraphQLError | undefined {
    if (checked.has(document)) return checked.get(document)
    const excess = excessOf(measureDocument(document), limits)
    const refusal = excess === undefined ? undefined : asGraphqlError(new DocumentLimitError(excess))
    checked.set(document, refusal)
    return refusal
  }

  return {
    onParse({ setParseFn }) {
      setParseFn((source: Parameters<typeof parse>[0], options: object | undefined) =>
        parseWithin(limits.maxQueryTokens, source, options),
      )
    },
    onValidate({ params: { documentAST }, addValidationRule, setValidationFn, setResult }) {
      const refusal = errorOf(documentAST)
      if (refusal) return setResult([refusal])
      if (!hasIntrospection) addValidationRule(NoSchemaIntrospectionCustomRule)
      setValidationFn((schema, document, rules) =>
        validate(schema, document, rules, {
          maxErrors: MAX_VALIDATION_ERRORS,
          hideSuggestions: !hasIntrospection,
        }),
      )
    },
    onExecute: () => (hasIntrospection ? undefined : { onExecuteDone: hideSuggestions }),
    onSubscribe: () => (hasIntrospection ? undefined : { onSubscribeResult: hideSuggestions }),
  }
}

/** Variables are checked when the operation is executed, with suggestions that cannot be turned off. */
function hideSuggestions({ result, setResult }: Answer): void {
  if (isAsyncIterable(result) || !result.errors) return
  const errors = result.errors.map((error) => {
    const message = withoutSuggestion(error.message)
    return error.path === undefined && message !== error.message
      ? new GraphQLError(message, { nodes: error.nodes ?? null, extensions: error.extensions })
      : error
  })
  setResult({ ...result, errors })
}

/** No regular expression: what callers sent is in the message, and from each `Did you mean` in it one would search to the end. */
function withoutSuggestion(message: string): string {
  const start = message.indexOf(' Did you mean ')
  return start >= 0 && message.endsWith('?') ? message.slice(0, start) : message
}

interface Answer {
  readonly result: ExecutionResult | AsyncIterable<unknown>
  readonly setResult: (result: ExecutionResult) => void
}

function parseWithin(maxTokens: number, source: Parameters<typeof parse>[0], options: object | undefined) {
  try {
    return parse(source, { ...options, maxTokens })
  } catch (error) {
    // graphql-js calls itself for each level, and two thousand brackets in a row are enough to fill the stack.
    if (error instanceof RangeError)
      throw asGraphqlError(
        new DocumentLimitError(
          'The document is nested too deep to be read. Use variables for what it nests.',
        ),
      )
    // graphql-js stops there, so nobody knows how many there are.
    if (error instanceof GraphQLError && error.message.includes(`more that ${maxTokens} tokens`))
      throw asGraphqlError(
        new DocumentLimitError(
          `The document has more than ${maxTokens} tokens, the most that are read. Use variables and fragments, or several operations.`,
        ),
      )
    throw error
  }
}

function excessOf(size: DocumentSize, limits: DocumentLimits): string | undefined {
  const { depth, aliases, directives, rootFields } = size
  const advice = 'Fragments count wherever they are spread.'
  if (depth > limits.maxQueryDepth)
    return `Its fields are nested ${depth} deep; at most ${limits.maxQueryDepth} are allowed. ${advice}`
  if (aliases > limits.maxQueryAliases)
    return `The document has ${aliases} aliases; at most ${limits.maxQueryAliases} are allowed. ${advice}`
  if (directives > limits.maxQueryDirectives)
    return `The document has ${directives} directives; at most ${limits.maxQueryDirectives} are allowed. ${advice}`
  if (rootFields > limits.maxQueryRootFields)
    return `The operation has ${rootFields} fields at its root; at most ${limits.maxQueryRootFields} are allowed. Send several operations.`
  return undefined
}
