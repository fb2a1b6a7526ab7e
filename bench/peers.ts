import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { KMS_OPERATIONS } from '../src/kms/operations.ts'
import type { BenchEmulator } from './emulator.ts'
import { startServer } from './server-process.ts'
import type { ServerProcess } from './server-process.ts'

/** A server that answers the same request: a page of 50 keys with metadata, rotation status and history. */
export interface Side extends ServerProcess {
  readonly name: string
  /** Requests the page after this position, or the first page. */
  page(after?: string, headers?: Readonly<Record<string, string>>): Request
}

/** The part of a response that the benchmark checks. */
export interface PageAnswer {
  readonly data?: {
    readonly keys?: {
      readonly nodes: readonly {
        readonly arn: string
        readonly state?: string | null
        readonly metadata?: { readonly state: string }
        readonly rotationStatus: { readonly automatic?: string; readonly isEnabled?: boolean | null }
        readonly rotations: readonly object[] | { readonly nodes: readonly object[] } | null
      }[]
      readonly nextMarker?: string | null
      readonly pageInfo?: { readonly hasNextPage: boolean; readonly endCursor: string | null }
    }
  }
  readonly errors?: readonly object[]
}

const GATEWAY_QUERY = `query Fleet($after: String) {
  keys(first: 50, after: $after) {
    pageInfo { hasNextPage endCursor }
    nodes {
      arn state spec origin
      rotationStatus { isEnabled periodInDays nextRotationAt }
      rotations(first: 100) { nodes { rotatedAt type } }
    }
  }
}`

const PEER_QUERY = `query Fleet($marker: String) {
  keys(marker: $marker) {
    nextMarker
    nodes {
      arn metadata { state spec origin }
      rotationStatus { isEnabled periodInDays nextRotationAt }
      rotations { rotatedAt type }
    }
  }
}`

/** Flags: quotas that no machine can reach. */
export const NO_QUOTAS = ['--kms-quotas', KMS_OPERATIONS.map((operation) => `${operation}=1000000`).join()]

interface GatewayProcess {
  readonly name?: string
  readonly program?: string
  readonly flags?: readonly string[]
}

export async function startGateway(
  emulator: BenchEmulator,
  { name = 'this gateway', program, flags = [] }: GatewayProcess = {},
): Promise<Side> {
  // The peers read from KMS. An earlier version may not know the flag.
  const source = program === undefined ? ['--no-inventory'] : []
  const cli = program ?? 'dist/cli.js'
  const args = [cli, '--kms', 'aws', '--port', '0', '--log-level', 'error', ...source, ...flags]
  return gatewaySide(name, await startServer(args, emulator.environment))
}

/** A server with the gateway's schema. */
export function gatewaySide(name: string, server: ServerProcess): Side {
  const url = `${server.url}/graphql`
  return {
    ...server,
    name,
    page: (after, headers) => graphqlRequest(url, GATEWAY_QUERY, { after }, headers),
  }
}

/** Each peer is a file in bench/peers. */
export const PEERS = [
  { file: 'plain-node', name: 'plain Node, the SDK' },
  { file: 'apollo', name: 'Apollo Server' },
  { file: 'mercurius', name: 'Mercurius' },
] as const
export type Peer = (typeof PEERS)[number]

export async function startPeer({ file, name }: Peer, emulator: BenchEmulator): Promise<Side> {
  const server = await startServer([`bench/peers/${file}.js`], {
    ...emulator.environment,
    NODE_ENV: 'production',
  })
  return {
    ...server,
    name,
    page(marker) {
      if (file !== 'plain-node')
        return graphqlRequest(file === 'apollo' ? server.url : `${server.url}/graphql`, PEER_QUERY, {
          marker,
        })
      return new Request(
        marker === undefined ? server.url : `${server.url}?marker=${encodeURIComponent(marker)}`,
      )
    },
  }
}

/** Starts all peers one after the other. */
export async function startPeers(
  emulator: BenchEmulator,
): Promise<AsyncDisposable & { readonly sides: readonly Side[] }> {
  const sides: Side[] = []
  const peers = {
    sides,
    async [Symbol.asyncDispose]() {
      for (const side of sides) await side[Symbol.asyncDispose]()
    },
  }
  try {
    for (const peer of PEERS) sides.push(await startPeer(peer, emulator))
    return peers
  } catch (error) {
    await peers[Symbol.asyncDispose]()
    throw error
  }
}

/** Installs the packages of the peers, which are not dependencies of the project. */
export function installPeers(): void {
  if (existsSync('bench/peers/node_modules')) return
  execFileSync('npm', ['ci', '--prefix', 'bench/peers', '--ignore-scripts'], { stdio: 'inherit' })
}

export function graphqlRequest(
  url: string,
  query: string,
  variables: object,
  headers: Readonly<Record<string, string>> = {},
): Request {
  return new Request(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query, variables }),
  })
}

/** The start position of each page of a side; undefined for the first page. */
export async function placesOf(side: Side): Promise<readonly (string | undefined)[]> {
  const places: (string | undefined)[] = [undefined]
  for (;;) {
    const response = await fetch(side.page(places.at(-1)))
    const { data }: PageAnswer = await response.json()
    const keys = data?.keys
    const next = keys?.pageInfo ? keys.pageInfo.hasNextPage && keys.pageInfo.endCursor : keys?.nextMarker
    if (!next) return places
    places.push(next)
  }
}

/** Whether a page has the expected number of keys, each complete. */
export function isWhole(body: string, status: number, keys: number): boolean {
  if (status !== 200) return false
  const { data, errors }: PageAnswer = JSON.parse(body)
  const nodes = data?.keys?.nodes
  if (errors || nodes?.length !== keys) return false
  return nodes.every(
    ({ state, metadata, rotationStatus, rotations }) =>
      (state ?? metadata?.state) != null && rotationStatus?.isEnabled != null && rotations != null,
  )
}
