/** A page of a Relay connection. */
export interface Connection<Item> {
  readonly edges: readonly Edge<Item>[]
  readonly pageInfo: PageInfo
}

export interface Edge<Item> {
  /** Encoded when it is read, because most cursors are never read. */
  readonly cursor: string
  readonly node: Item
}

export function toEdge<Item>(node: Item, cursorOf: () => string): Edge<Item> {
  return {
    node,
    get cursor() {
      return cursorOf()
    },
  }
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
      get startCursor() {
        return edges[0]?.cursor ?? null
      },
      get endCursor() {
        return edges.at(-1)?.cursor ?? null
      },
    },
  }
}
