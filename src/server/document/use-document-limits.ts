import { GraphQLError, NoSchemaIntrospectionCustomRule, parse, validate } from 'graphql'
import type { DocumentNode, ExecutionResult, ValidationRule } from 'graphql'
import { isAsyncIterable } from 'graphql-yoga'
import { DocumentLimitError } from '../../errors/request-errors.ts'
import { measureDocument } from './size.ts'
import type { DocumentSize } from './size.ts'
import { asGraphqlError } from '../operation/request-error.ts'
import type { ServerPlugin } from '../operation/plugin.ts'

/** Size limits of documents. */
export interface DocumentLimits {
  readonly maxQueryTokens: number
  readonly maxQueryDepth: number
  readonly maxQueryAliases: number
  readonly maxQueryDirectives: number
  readonly maxQueryRootFields: number
}

export interface DocumentLimitsOptions {
  readonly limits: DocumentLimits
  /** Whether introspection is enabled. If not, error messages do not suggest names of the schema either. */
  readonly hasIntrospection: boolean
}

/** Maximum number of validation errors in a response. Finding more takes time and does not help the client. */
const MAX_VALIDATION_ERRORS = 10

/** Rejects documents that are too large, before they are validated. The result is cached for each document. */
export function useDocumentLimits({ limits, hasIntrospection }: DocumentLimitsOptions): ServerPlugin {
  const checked = new WeakMap<DocumentNode, GraphQLError | undefined>()

  function errorOf(document: DocumentNode): GraphQLError | undefined {
    if (checked.has(document)) return checked.get(document)
    const excess = excessOf(measureDocument(document), limits)
    const error = excess === undefined ? undefined : asGraphqlError(new DocumentLimitError(excess))
    checked.set(document, error)
    return error
  }

  return {
    onParse({ setParseFn }) {
      setParseFn((source: Parameters<typeof parse>[0], options: object | undefined) =>
        parseWithin(limits.maxQueryTokens, source, options),
      )
    },
    onValidate({ params: { documentAST }, addValidationRule, setValidationFn, setResult }) {
      const error = errorOf(documentAST)
      if (error) return setResult([error])
      if (!hasIntrospection) addValidationRule(NoSchemaIntrospectionCustomRule)
      setValidationFn((schema, document, rules) =>
        validate(schema, document, rules?.filter(isApplied), {
          maxErrors: MAX_VALIDATION_ERRORS,
          hideSuggestions: !hasIntrospection,
        }),
      )
    },
    onExecute({ args }) {
      if (hasIntrospection) return undefined
      Object.assign(args, HIDE_SUGGESTIONS)
      return { onExecuteDone: hideSuggestions }
    },
    onSubscribe({ args }) {
      if (hasIntrospection) return undefined
      Object.assign(args, HIDE_SUGGESTIONS)
      return { onSubscribeResult: hideSuggestions }
    },
  }
}

/**
 * Since graphql 17, this rule rejects a document with a mutation that is not executed, if the schema has no mutations.
 * `useOperationFacts` rejects the mutation if it is executed.
 */
const isApplied = (rule: ValidationRule): boolean => rule.name !== 'KnownOperationTypesRule'

/** An argument of the execution, which checks the variables. graphql 16 ignores it. */
const HIDE_SUGGESTIONS = { hideSuggestions: true }

/** graphql 16 always adds suggestions to errors about variables. */
function hideSuggestions({ result, setResult }: Executed): void {
  if (isAsyncIterable(result) || !result.errors) return
  const errors = result.errors.map((error) => {
    const message = withoutSuggestion(error.message)
    return error.path === undefined && message !== error.message
      ? new GraphQLError(message, { nodes: error.nodes ?? null, extensions: error.extensions })
      : error
  })
  setResult({ ...result, errors })
}

/** Not a regular expression: the message quotes the client, and matching from each `Did you mean` in it takes quadratic time. */
function withoutSuggestion(message: string): string {
  const start = message.indexOf(' Did you mean ')
  return start >= 0 && message.endsWith('?') ? message.slice(0, start) : message
}

interface Executed {
  readonly result: ExecutionResult | AsyncIterable<unknown>
  readonly setResult: (result: ExecutionResult) => void
}

/** graphql 16 writes "that". */
const TOO_MANY_TOKENS = /^Syntax Error: Document contains more tha[nt] /

function parseWithin(maxTokens: number, source: Parameters<typeof parse>[0], options: object | undefined) {
  try {
    return parse(source, { ...options, maxTokens })
  } catch (error) {
    // graphql-js parses recursively, and about 2,000 nested brackets overflow the stack.
    if (error instanceof RangeError)
      throw asGraphqlError(
        new DocumentLimitError('The document is nested too deeply. Use variables for nested values.'),
      )
    // graphql-js stops at the limit, so the total number is not known.
    if (error instanceof GraphQLError && TOO_MANY_TOKENS.test(error.message))
      throw asGraphqlError(
        new DocumentLimitError(
          `The document has more than ${maxTokens} tokens, which is the maximum. Use variables and fragments, or send several operations.`,
        ),
      )
    throw error
  }
}

function excessOf(size: DocumentSize, limits: DocumentLimits): string | undefined {
  const { depth, aliases, directives, rootFields } = size
  const advice = 'A fragment counts at each spread.'
  if (depth > limits.maxQueryDepth)
    return `The fields of the document are nested ${depth} levels deep. The maximum is ${limits.maxQueryDepth}. ${advice}`
  if (aliases > limits.maxQueryAliases)
    return `The document has ${aliases} aliases. The maximum is ${limits.maxQueryAliases}. ${advice}`
  if (directives > limits.maxQueryDirectives)
    return `The document has ${directives} directives. The maximum is ${limits.maxQueryDirectives}. ${advice}`
  if (rootFields > limits.maxQueryRootFields)
    return `The operation has ${rootFields} root fields. The maximum is ${limits.maxQueryRootFields}. Send several operations.`
  return undefined
}
