import { createHash } from 'node:crypto'
import { GraphQLError, Kind, parse, validate } from 'graphql'
import type { DocumentNode, GraphQLSchema } from 'graphql'
import { StartupError } from '../../errors/startup-error.ts'
import { readManifest } from './manifest.ts'
import { described, quoted } from '../operation/quoted.ts'
import { rejection } from '../operation/request-error.ts'

export interface PersistedDocumentsOptions {
  /** The content of a manifest: documents by their ids, or Apollo's manifest. */
  readonly documents: Readonly<Record<string, unknown>>
  /** Whether nothing else is executed. */
  readonly isOnly: boolean
}

/** Documents, and what they are checked against. @default the schema that is served */
export interface CheckedDocumentsOptions extends PersistedDocumentsOptions {
  readonly schema?: GraphQLSchema | undefined
}

/** What a client sent, as far as it says which document is meant. */
export interface DocumentParams {
  readonly query?: unknown
  readonly documentId?: unknown
  readonly extensions?: unknown
}

/**
 * Documents that clients name instead of sending them, over every transport: by `documentId`, or by
 * `extensions.persistedQuery.sha256Hash` as Apollo's clients do. An id is the one in the file, or `sha256:` and the
 * hash of the document's text.
 */
export interface PersistedDocuments {
  readonly isOnly: boolean
  /**
   * The text of the document that is meant: `query` where there is one, else the persisted one.
   *
   * A hash that is not found is answered so that clients of automatic persisted queries send the text next, where that
   * text would be executed: PERSISTED_QUERY_NOT_SUPPORTED without any documents, after which Apollo's link sends no hash
   * again, and PERSISTED_QUERY_NOT_FOUND with some.
   *
   * @throws {GraphQLError} these, PERSISTED_DOCUMENT_NOT_FOUND, or PERSISTED_DOCUMENT_REQUIRED where neither is given
   *   and must be
   */
  textOf(params: DocumentParams): unknown
  /** @throws {GraphQLError} PERSISTED_DOCUMENT_REQUIRED when only persisted documents are executed, and this is none */
  admit(text: string): void
}

/** @throws {StartupError} that names the entry which is no document, or does not fit the schema */
export function createPersistedDocuments(
  served: GraphQLSchema,
  { documents, isOnly, schema = served }: CheckedDocumentsOptions,
): PersistedDocuments {
  const byId = new Map<string, string>()
  const texts = new Set<string>()
  for (const [id, text] of Object.entries(readManifest(documents))) {
    const checked = checkDocument(id, text, schema)
    byId.set(id, checked)
    texts.add(checked)
  }
  for (const text of texts) byId.set(`sha256:${sha256(text)}`, text)

  return {
    isOnly,
    textOf({ query, documentId, extensions }) {
      if (query !== undefined && query !== null && query !== '') return query
      const hash = hashIn(extensions)
      const id = documentId ?? hash
      if (id === undefined) {
        if (isOnly) throw required('It names none.')
        return query
      }
      if (typeof id !== 'string')
        throw rejection(
          'BAD_REQUEST',
          `The id of a persisted document is ${described(id)}. It must be a string.`,
        )
      const text = byId.get(id) ?? byId.get(`sha256:${id.toLowerCase()}`)
      if (text !== undefined) return text
      if (id === hash && !isOnly) throw byId.size === 0 ? notSupported() : notFound()
      throw rejection(
        'PERSISTED_DOCUMENT_NOT_FOUND',
        `This gateway knows no document ${quoted(id)}: ` +
          `${byId.size === 0 ? 'it was started without any' : 'it was started without this one'}. ` +
          (isOnly ? 'Have it added to the file in --persisted-documents.' : 'Send its text as query.'),
      )
    },
    admit(text) {
      if (isOnly && !texts.has(text)) throw required('The text that was sent is none of them.')
    },
  }
}

function checkDocument(id: string, text: unknown, schema: GraphQLSchema): string {
  const wrong = (why: string, cause?: unknown) =>
    new StartupError(`The persisted document '${id}' ${why}`, { cause })
  if (typeof text !== 'string')
    throw wrong('is not text. A manifest is a JSON object of ids and documents, or Apollo’s.')
  let document: DocumentNode
  try {
    document = parse(text)
  } catch (error) {
    throw wrong(`is no GraphQL: ${error instanceof Error ? error.message : String(error)}`, error)
  }
  if (!document.definitions.some(({ kind }) => kind === Kind.OPERATION_DEFINITION))
    throw wrong('holds no operation.')
  const [error] = validate(schema, document)
  if (error) throw wrong(`does not fit the schema: ${error.message}`, error)
  const hash = /^sha256:(.*)$/.exec(id)?.[1]
  if (hash !== undefined && hash !== sha256(text)) throw wrong(`has another hash, sha256:${sha256(text)}.`)
  return text
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

function hashIn(extensions: unknown): unknown {
  const { persistedQuery } = members(extensions)
  return members(persistedQuery)['sha256Hash']
}

const members = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? { ...value } : {}

const required = (what: string) =>
  rejection(
    'PERSISTED_DOCUMENT_REQUIRED',
    `This gateway executes persisted documents only. ${what} Name one by documentId.`,
  )

/** The words and codes are Apollo's: its clients and urql's compare them. */
const notSupported = () => retryWithText('PersistedQueryNotSupported', 'PERSISTED_QUERY_NOT_SUPPORTED')
const notFound = () => retryWithText('PersistedQueryNotFound', 'PERSISTED_QUERY_NOT_FOUND')

/** Some clients read the body of a successful response only, so it is one where the media type allows it. */
function retryWithText(message: string, code: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code, http: { status: 400, spec: true } } })
}
