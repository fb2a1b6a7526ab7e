/** A page of a Relay connection. */
export interface Connection<Item> {
  readonly edges: readonly Edge<Item>[]
  readonly pageInfo: PageInfo
}

export interface Edge<Item> {
  readonly cursor: string
  readonly node: Item
}

export interface PageInfo {
  readonly hasNextPage: boolean
  readonly hasPreviousPage: boolean
  readonly startCursor: string | null
  readonly endCursor: string | null
}

export function toConnection<Item>(
  edges: readonly Edge<Item>[],
  more: { readonly hasNextPage: boolean; readonly hasPreviousPage: boolean },
): Connection<Item> {
  return {
    edges,
    pageInfo: {
      ...more,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  }
}
