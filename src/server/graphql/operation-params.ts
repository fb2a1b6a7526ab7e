import type { GraphQLParams } from 'graphql-yoga'
import type { PersistedDocuments } from '../document/persisted-documents.ts'
import { described, quoted } from '../operation/quoted.ts'
import { rejection } from '../operation/request-error.ts'

/** `operationType`: some clients send it over WebSocket with what they know of the operation. */
const MEMBERS = new Set(['query', 'operationName', 'variables', 'extensions', 'documentId', 'operationType'])

/**
 * An operation as a client sent it, checked the same way on every transport; the text of a persisted document is put in
 * for its id.
 *
 * @throws {GraphQLError} BAD_REQUEST that names the member which is wrong, or an error of `documents`
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

/** `extensions` as they were sent, for what is read of a request before it is checked. Undefined: they are not an object. */
export function extensionsOf(sent: unknown): Readonly<Record<string, unknown>> | undefined {
  const extensions = isObject(sent) ? sent['extensions'] : undefined
  return isObject(extensions) ? extensions : undefined
}

/** JSON from a client. @throws {GraphQLError} BAD_REQUEST */
export function parseRequest(text: string): unknown {
  // A client that sends nothing at all made no mistake in its JSON.
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
 * The members of a GET. `variables` and `extensions` are JSON; what cannot be read stays a string, and is rejected as
 * one. Other parameters are left out: links collect them.
 *
 * @throws {GraphQLError} BAD_REQUEST where a parameter is given twice: another reader might take the other one
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

/** An empty string says nothing, as in a form: a GET cannot say null. */
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
