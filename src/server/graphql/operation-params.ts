import type { GraphQLParams } from 'graphql-yoga'
import type { PersistedDocuments } from '../document/persisted-documents.ts'
import { described, quoted } from '../operation/quoted.ts'
import { rejection } from '../operation/request-error.ts'

/** Some clients send `operationType` over WebSocket. */
const MEMBERS = new Set(['query', 'operationName', 'variables', 'extensions', 'documentId', 'operationType'])

/**
 * Checks the parameters that a client sent, the same way on every transport, and replaces the ID of a persisted document with
 * its text.
 *
 * @throws {GraphQLError} BAD_REQUEST that names the wrong member, or an error of `documents`
 */
export function readParams(sent: unknown, documents: PersistedDocuments): GraphQLParams {
  const { operationName, variables, extensions, ...rest } = membersOf(sent)
  const { query: given, documentId } = rest
  const params: GraphQLParams = {}
  if (isGiven(operationName)) params.operationName = expectString('operationName', operationName)
  if (isGiven(variables)) params.variables = expectObject('variables', variables)
  if (isGiven(extensions)) params.extensions = expectObject('extensions', extensions)
  const text = isGiven(given) ? expectString('query', given) : undefined
  const query = documents.textOf({ query: text, documentId, extensions })
  if (typeof query !== 'string')
    throw rejection(
      'BAD_REQUEST',
      'The request has no query. Send the text of an operation as query, or the id of a persisted document as documentId.',
    )
  return { ...params, query }
}

/** The `extensions` of a request that is not checked yet. Undefined if they are not an object. */
export function extensionsOf(sent: unknown): Readonly<Record<string, unknown>> | undefined {
  const extensions = isObject(sent) ? sent['extensions'] : undefined
  return isObject(extensions) ? extensions : undefined
}

/** Parses JSON from a client. @throws {GraphQLError} BAD_REQUEST */
export function parseRequest(text: string): unknown {
  // For an empty body, `readParams` reports the missing query.
  if (text.trim() === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    throw rejection(
      'BAD_REQUEST',
      `The request is not JSON: ${quoted(text)}. Send a JSON object with a query.`,
    )
  }
}

/**
 * The members of a GET request. `variables` and `extensions` are JSON; a value that is not JSON stays a string, which
 * `readParams` rejects. Unknown parameters are ignored, because tools add them to links.
 *
 * @throws {GraphQLError} BAD_REQUEST for a parameter that is given twice: proxies and caches might use the other value
 */
export function queryStringMembers(searchParams: URLSearchParams): Readonly<Record<string, unknown>> {
  const members = new Map<string, unknown>()
  for (const [name, text] of searchParams) {
    if (!MEMBERS.has(name)) continue
    if (members.has(name))
      throw rejection('BAD_REQUEST', `The query parameter '${name}' is given more than once. Give it once.`)
    members.set(name, name === 'variables' || name === 'extensions' ? jsonOrText(text) : text)
  }
  return Object.fromEntries(members)
}

function jsonOrText(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

function membersOf(sent: unknown): Readonly<Record<string, unknown>> {
  if (sent === undefined) return {}
  if (Array.isArray(sent))
    throw rejection('BAD_REQUEST', 'Send one operation at a time: batches are not served.')
  if (!isObject(sent))
    throw rejection('BAD_REQUEST', `The request is ${described(sent)}. Send a JSON object with a query.`)
  const members = Object.entries(sent)
  const unknown = members.find(([name, value]) => isGiven(value) && !MEMBERS.has(name))
  if (unknown)
    throw rejection(
      'BAD_REQUEST',
      `The request has the member ${quoted(unknown[0])}, which is not known. Send query or documentId, operationName, variables and extensions.`,
    )
  return Object.fromEntries(members.filter(([name]) => MEMBERS.has(name)))
}

/** An empty string counts as not given, because a GET cannot send null. */
const isGiven = (value: unknown) => value !== undefined && value !== null && value !== ''

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function expectString(name: string, value: unknown): string {
  if (typeof value === 'string') return value
  throw rejection('BAD_REQUEST', `The member '${name}' is ${described(value)}. It must be a string.`)
}

function expectObject(name: string, value: unknown): Record<string, unknown> {
  if (isObject(value)) return value
  throw rejection('BAD_REQUEST', `The member '${name}' is ${described(value)}. It must be a JSON object.`)
}
