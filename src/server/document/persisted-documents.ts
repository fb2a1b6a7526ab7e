import { createHash } from 'node:crypto'
import { GraphQLError, Kind, parse, validate } from 'graphql'
import type { DocumentNode, GraphQLSchema } from 'graphql'
import { StartupError } from '../../errors/startup-error.ts'
import { readManifest } from './manifest.ts'
import { described, quoted } from '../operation/quoted.ts'
import { rejection } from '../operation/request-error.ts'

export interface PersistedDocumentsOptions {
  /** The content of a manifest: documents by ID, or Apollo's manifest. */
  readonly documents: Readonly<Record<string, unknown>>
  /** Whether only persisted documents are executed. */
  readonly isOnly: boolean
}

export interface CheckedDocumentsOptions extends PersistedDocumentsOptions {
  /** The schema that the documents are validated against. @default the served schema */
  readonly schema?: GraphQLSchema | undefined
  /** The texts of the documents that the server's own pages send. They are always executed. @default [] */
  readonly ownDocuments?: readonly string[] | undefined
}

/** The parameters of a request that identify its document. */
export interface DocumentParams {
  readonly query?: unknown
  readonly documentId?: unknown
  readonly extensions?: unknown
}

/**
 * Documents that clients can send by ID, on every transport: as `documentId`, or as
 * `extensions.persistedQuery.sha256Hash` as Apollo's clients do. The ID is the one in the manifest, or `sha256:` followed
 * by the hash of the document's text.
 */
export interface PersistedDocuments {
  readonly isOnly: boolean
  /**
   * The text of the requested document: `query` if present, otherwise the persisted document.
   *
   * If a hash is unknown and the text would be executed, the error makes clients of automatic persisted queries send the
   * text next. The error is PERSISTED_QUERY_NOT_SUPPORTED without any persisted documents, after which Apollo's link sends
   * no more hashes, and PERSISTED_QUERY_NOT_FOUND otherwise.
   *
   * @throws {GraphQLError} with these codes, PERSISTED_DOCUMENT_NOT_FOUND, or PERSISTED_DOCUMENT_REQUIRED if the request
   *   has neither a text nor an ID and only persisted documents are executed
   */
  textOf(params: DocumentParams): unknown
  /** @throws {GraphQLError} PERSISTED_DOCUMENT_REQUIRED if only persisted documents are executed and this is neither one nor an own document */
  admit(text: string): void
}

/** @throws {StartupError} that names an entry that is not a document or is not valid against the schema */
export function createPersistedDocuments(
  served: GraphQLSchema,
  { documents, isOnly, schema = served, ownDocuments = [] }: CheckedDocumentsOptions,
): PersistedDocuments {
  const byId = new Map<string, string>()
  const texts = new Set<string>()
  for (const [id, text] of Object.entries(readManifest(documents))) {
    const checked = checkDocument(id, text, schema)
    byId.set(id, checked)
    texts.add(checked)
  }
  for (const text of texts) byId.set(`sha256:${sha256(text)}`, text)
  const admitted = new Set([...texts, ...ownDocuments])

  return {
    isOnly,
    textOf({ query, documentId, extensions }) {
      if (query !== undefined && query !== null && query !== '') return query
      const hash = hashIn(extensions)
      const id = documentId ?? hash
      if (id === undefined) {
        if (isOnly) throw required('The request has no documentId.')
        return query
      }
      if (typeof id !== 'string')
        throw rejection(
          'BAD_REQUEST',
          `The ID of a persisted document is ${described(id)}. It must be a string.`,
        )
      const text = byId.get(id) ?? byId.get(`sha256:${id.toLowerCase()}`)
      if (text !== undefined) return text
      if (id === hash && !isOnly) throw byId.size === 0 ? notSupported() : notFound()
      throw rejection(
        'PERSISTED_DOCUMENT_NOT_FOUND',
        `The persisted document ${quoted(id)} does not exist. ` +
          `${byId.size === 0 ? 'This gateway has no persisted documents' : 'It is not in the manifest of this gateway'}. ` +
          (isOnly ? 'Add it to the file in --persisted-documents.' : 'Send its text as query.'),
      )
    },
    admit(text) {
      if (isOnly && !admitted.has(text)) throw required('The text of this request is not one of them.')
    },
  }
}

function checkDocument(id: string, text: unknown, schema: GraphQLSchema): string {
  const invalid = (reason: string, cause?: unknown) =>
    new StartupError(`The persisted document '${id}' ${reason}`, { cause })
  if (typeof text !== 'string')
    throw invalid("is not a string. A manifest is a JSON object of IDs and documents, or Apollo's manifest.")
  let document: DocumentNode
  try {
    document = parse(text)
  } catch (error) {
    throw invalid(`is not valid GraphQL: ${error instanceof Error ? error.message : String(error)}`, error)
  }
  if (!document.definitions.some(({ kind }) => kind === Kind.OPERATION_DEFINITION))
    throw invalid('has no operation.')
  const [error] = validate(schema, document)
  if (error) throw invalid(`is not valid against the schema: ${error.message}`, error)
  const hash = /^sha256:(.*)$/.exec(id)?.[1]
  if (hash !== undefined && hash !== sha256(text))
    throw invalid(`has a different hash: sha256:${sha256(text)}.`)
  return text
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

function hashIn(extensions: unknown): unknown {
  const { persistedQuery } = members(extensions)
  return members(persistedQuery)['sha256Hash']
}

const members = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? { ...value } : {}

const required = (reason: string) =>
  rejection(
    'PERSISTED_DOCUMENT_REQUIRED',
    `This gateway executes only persisted documents. ${reason} Send the ID of a persisted document as documentId.`,
  )

/** Apollo's messages and codes, which Apollo Client and urql compare. */
const notSupported = () => retryWithText('PersistedQueryNotSupported', 'PERSISTED_QUERY_NOT_SUPPORTED')
const notFound = () => retryWithText('PersistedQueryNotFound', 'PERSISTED_QUERY_NOT_FOUND')

/** Some clients read the body only at status 200, so the response has this status if the media type allows it. */
function retryWithText(message: string, code: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code, http: { status: 400, spec: true } } })
}
