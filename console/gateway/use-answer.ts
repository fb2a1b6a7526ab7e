import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { Answer, GatewayError, TypedDocument } from '../../client/index.ts'
import { client } from './client.ts'
import { isUnreachable } from './reachability.ts'

/** Milliseconds between two requests while the gateway cannot be reached. */
export const RETRY_MS = 5_000

/** The newest answer to a query, which is asked again at an interval while the page is visible. */
export interface NewestAnswer<Data> {
  /** The newest data. Undefined until the first answer. It stays when a later request fails. */
  readonly data: Data | undefined
  /** The answer that the data is from. Fields with an error are null in the data. */
  readonly answer: Answer<Data> | undefined
  /** When the data arrived. */
  readonly receivedAt: Date | undefined
  /** The error of the last request. Undefined if it succeeded. */
  readonly failure: GatewayError | undefined
  /** Whether the data belongs to earlier variables, because the answer for the present ones has not arrived. */
  readonly isEarlier: boolean
  readonly isFetching: boolean
  /** Sends the query again. */
  readonly reload: () => void
}

export interface AnswerOptions<Data> {
  /** Milliseconds between two requests, which can depend on the newest data. @default 30_000 */
  readonly refreshMs?: number | false | ((data: Data | undefined) => number)
  /** @default true */
  readonly isEnabled?: boolean
}

/** Keeps the answer to a query. Components with the same document and variables share one request. */
export function useAnswer<Data, Variables>(
  document: TypedDocument<Data, Variables>,
  variables: Variables,
  { refreshMs = 30_000, isEnabled = true }: AnswerOptions<Data> = {},
): NewestAnswer<Data> {
  const query = useQuery<Answer<Data>, GatewayError>({
    queryKey: [document.toString(), variables],
    queryFn: async ({ signal }) =>
      (client.execute as Execute<Data, Variables>)(document, variables, { signal }),
    enabled: isEnabled,
    refetchInterval: ({ state }) => {
      if (isUnreachable(state.error)) return RETRY_MS
      return typeof refreshMs === 'function' ? refreshMs(state.data?.data) : refreshMs
    },
    placeholderData: keepPreviousData,
  })
  return {
    data: query.data?.data,
    answer: query.data,
    receivedAt: query.dataUpdatedAt === 0 ? undefined : new Date(query.dataUpdatedAt),
    failure: query.error ?? undefined,
    isEarlier: query.isPlaceholderData,
    isFetching: query.isFetching,
    reload: () => void query.refetch(),
  }
}

/** The arguments of `execute` are conditional on the variables, which are not known here. */
type Execute<Data, Variables> = (
  document: TypedDocument<Data, Variables>,
  variables: Variables,
  options: { readonly signal: AbortSignal },
) => Promise<Answer<Data>>
