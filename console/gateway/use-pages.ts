import { useInfiniteQuery } from '@tanstack/react-query'
import type { InfiniteData, QueryKey } from '@tanstack/react-query'
import type { GatewayError, TypedDocument } from '../../client/index.ts'
import { client } from './client.ts'
import { isUnreachable } from './reachability.ts'
import { RETRY_MS } from './use-answer.ts'

/** The pages of a list that were loaded, from the first. All of them are asked again at an interval while the page is visible. */
export interface Pages<Data> {
  /** Undefined until the first page has arrived. */
  readonly data: readonly Data[] | undefined
  readonly failure: GatewayError | undefined
  readonly isLoadingMore: boolean
  /** Loads the next page. Undefined on the last page. */
  readonly loadMore: (() => void) | undefined
  readonly reload: () => void
}

export interface PagesOptions<Data, Variables> {
  /** The variables of the page after this one that differ from those of the first. Undefined if this page is the last one. */
  readonly next: (data: Data) => Partial<Variables> | undefined
  /** Milliseconds between two requests for all pages. @default 30_000 */
  readonly refreshMs?: number
}

/** Keeps the pages of a list that is read by cursor. @param first the variables of the first page */
export function usePages<Data, Variables extends object>(
  document: TypedDocument<Data, Variables>,
  first: NoInfer<Variables>,
  { next, refreshMs = 30_000 }: PagesOptions<Data, Variables>,
): Pages<Data> {
  const query = useInfiniteQuery<Data, GatewayError, InfiniteData<Data>, QueryKey, object>({
    queryKey: [document.toString(), 'pages', first],
    queryFn: async ({ pageParam, signal }) =>
      (client.query as Query<Data, Variables>)(document, { ...first, ...pageParam }, { signal }),
    initialPageParam: {},
    getNextPageParam: next,
    refetchInterval: ({ state }) => (isUnreachable(state.error) ? RETRY_MS : refreshMs),
  })
  return {
    data: query.data?.pages,
    failure: query.error ?? undefined,
    isLoadingMore: query.isFetchingNextPage,
    loadMore: query.hasNextPage ? () => void query.fetchNextPage() : undefined,
    reload: () => void query.refetch(),
  }
}

/** The arguments of `query` are conditional on the variables, which are not known here. */
type Query<Data, Variables> = (
  document: TypedDocument<Data, Variables>,
  variables: Variables,
  options: { readonly signal: AbortSignal },
) => Promise<Data>
