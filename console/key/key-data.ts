import type { KeyPageQuery } from '../generated/graphql.ts'

/** The key of the page. */
export type PageKey = NonNullable<KeyPageQuery['key']>

/** The answer of the page, which has a key. */
export type KeyPageData = Omit<KeyPageQuery, 'key'> & { readonly key: PageKey }
