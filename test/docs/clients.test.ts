import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Client, fetchExchange, gql } from '@urql/core'
import { cacheExchange } from '@urql/exchange-graphcache'
import { relayPagination } from '@urql/exchange-graphcache/extras'
import { build } from 'esbuild'
import { describe, expect, test } from 'vitest'
import { listenAt } from '../subscriptions/subscribe.ts'
import { startGateway } from '../support/gateway.ts'
import type { TestGateway, TestGatewayOptions } from '../support/gateway.ts'
import { openRelayList } from './relay-list.ts'
import type { PagedList } from './relay-list.ts'

const page = await readFile(new URL('../../docs/clients.md', import.meta.url), 'utf8')

/** The first block of a language under a heading of the page. */
function blockOf(heading: string, language: string): string {
  const section = page.split(/^## /m).find((each) => each.startsWith(`${heading}\n`)) ?? ''
  const [, text] = new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\`$`, 'ms').exec(section) ?? []
  if (text === undefined) throw new Error(`docs/clients.md has no ${language} under '${heading}'.`)
  return text
}

/** Runs a recipe exactly as it is on the page. */
async function openRecipe(heading: string, endpoint: string): Promise<PagedList> {
  const folder = await mkdtemp(join(tmpdir(), 'recipe-'))
  const outfile = join(folder, 'recipe.mjs')
  try {
    await build({
      stdin: {
        contents: `const ENDPOINT = ${JSON.stringify(endpoint)}\n${blockOf(heading, 'js')}\nexport { keysLoaded, loadMore }`,
        resolveDir: process.cwd(),
        loader: 'js',
      },
      bundle: true,
      format: 'esm',
      outfile,
      logLevel: 'warning',
    })
    const recipe: {
      readonly loadMore: () => Promise<boolean>
      readonly keysLoaded: () => readonly { readonly arn: string }[]
    } = await import(pathToFileURL(outfile).href)
    return { loadMore: recipe.loadMore, arnsLoaded: () => recipe.keysLoaded().map(({ arn }) => arn) }
  } finally {
    await rm(folder, { recursive: true })
  }
}

async function openRelay(_: string, endpoint: string): Promise<PagedList> {
  return openRelayList(blockOf('Relay', 'graphql'), endpoint)
}

/** Loads all pages. Throws if the client requests the same page without end. */
async function loadAll({ loadMore, arnsLoaded }: PagedList): Promise<readonly string[]> {
  for (let loads = 0; await loadMore(); loads++)
    if (loads > 100)
      throw new Error(`The list does not end after 100 pages. It has ${arnsLoaded().length} keys.`)
  return arnsLoaded()
}

/** Starts a gateway with `keyCount` keys. The keys at the given places of the list are disabled. */
async function startWithDisabled(
  keyCount: number,
  places: readonly number[],
  options: TestGatewayOptions['gateway'] = {},
): Promise<TestGateway & { readonly disabled: readonly string[]; readonly endpoint: string }> {
  const gateway = await startGateway({
    speed: 0,
    settings: { isThrottling: false },
    gateway: options,
  })
  for (let index = 0; index < keyCount; index++)
    gateway.emulator.createKey({
      keyId: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
      ...(places.includes(index) ? { state: 'Disabled' } : {}),
    })
  const disabled = gateway.emulator.keys().flatMap(({ arn, state }) => (state === 'Disabled' ? [arn] : []))
  return { ...gateway, disabled: disabled.toSorted(), endpoint: `${await listenAt(gateway)}/graphql` }
}

const CLIENTS = [
  ['Apollo Client', openRecipe],
  ['Relay', openRelay],
  ['urql', openRecipe],
] as const

describe.each(CLIENTS)('the recipe for %s', (heading, open) => {
  test('loads every key of a filter that few keys match, and then has no next page', async () => {
    await using gateway = await startWithDisabled(450, [0, 410, 411, 412, 413, 414, 415, 416, 417, 418, 449])
    expect(gateway.disabled).toHaveLength(11)
    expect(await loadAll(await open(heading, gateway.endpoint))).toEqual(gateway.disabled)
  })

  test('continues after a page that is empty because it reached its maximum', async () => {
    const limits = { defaultScanLimit: 4, maxScanLimit: 4 }
    await using gateway = await startWithDisabled(60, [1, 30, 31, 32, 33, 34, 35, 36, 57], { limits })
    expect(gateway.disabled).toHaveLength(9)
    expect(await loadAll(await open(heading, gateway.endpoint))).toEqual(gateway.disabled)
  })
})

describe("urql's own relayPagination", () => {
  test.each([
    [450, [0, 410, 411, 412, 413, 414, 415, 416, 417, 418, 430], [undefined, 100, 1_000]],
    [60, [0, 40, 41, 42, 43, 44, 45, 46, 47, 48, 50], [undefined, 1, 3, 25]],
  ])(
    'loads every key of a filtered list of %i: no page before the end is empty',
    async (count, places, scanLimits) => {
      await using gateway = await startWithDisabled(count, places)
      for (const scanLimit of scanLimits)
        expect(await loadAll(openUrql(gateway.endpoint, scanLimit))).toEqual(gateway.disabled)
    },
  )
})

function openUrql(url: string, scanLimit: number | undefined): PagedList {
  const urql = new Client({
    url,
    preferGetMethod: false,
    exchanges: [cacheExchange({ resolvers: { Query: { keys: relayPagination() } } }), fetchExchange],
  })
  const query = gql<Data, object>`
    query Keys($after: String, $scanLimit: Int) {
      keys(first: 5, after: $after, filter: { states: [DISABLED] }, scanLimit: $scanLimit) {
        edges {
          node {
            id
            arn
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  `
  let keys: Data['keys'] | undefined
  return {
    async loadMore() {
      const { data, error } = await urql.query(query, { after: keys?.pageInfo.endCursor, scanLimit })
      if (error) throw error
      keys = data?.keys
      return keys?.pageInfo.hasNextPage ?? false
    },
    arnsLoaded: () => keys?.edges.map(({ node }) => node.arn) ?? [],
  }
}

interface Data {
  readonly keys: {
    readonly edges: readonly { readonly node: { readonly id: string; readonly arn: string } }[]
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
  }
}
