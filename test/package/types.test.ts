import { execFile } from 'node:child_process'
import { readFile, rm, symlink, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { installPackage } from './consumer.ts'

const run = promisify(execFile)
const root = path.resolve(import.meta.dirname, '../..')
const bin = path.join(root, 'node_modules/.bin')

const CONSUMER = `import { UnauthenticatedError, bearerScheme, createAwsKms, createGateway, createLogger, createMetrics, systemClock, unauthenticatedViewer } from 'kms-rotation-gateway'
import type { Authenticator, Gateway, GatewayOptions, Kms, Viewer } from 'kms-rotation-gateway'
import { createServer } from 'node:http'
import { printSchema } from 'graphql'

const kms = createAwsKms({ region: 'us-east-1', accountId: '111122223333', clock: systemClock })
const auth: Authenticator = {
  requiresCredential: true,
  scheme: { ...bearerScheme, header: 'x-api-key', example: 'X-Api-Key: <key>' },
  async authenticate(header) {
    if (header('x-api-key') === undefined) return unauthenticatedViewer
    throw new UnauthenticatedError('This API key is not valid.')
  },
  watch: () => undefined,
  [Symbol.dispose]: () => {},
}
const options: GatewayOptions = {
  kms: [kms],
  logger: createLogger('info', { write: (line) => line.length }),
  version: '1.0.0',
  auth,
  observers: [createMetrics({ version: '1.0.0', mode: 'LIVE' })],
  persistedDocuments: { documents: { hello: '{ __typename }' }, isOnly: true },
}
const gateway: Gateway = createGateway(options)
const { url }: { url: string } = await gateway.listen({ host: '127.0.0.1', port: 0 })
export const scope: Kms['scope'] = kms.scope
export const page: { readonly items: readonly unknown[] } = await kms.call('ListKeys', { limit: 1 })
export const subjectOf = ({ subject }: Viewer): string => subject + url
createServer(gateway.handleRequest).on('upgrade', gateway.handleUpgrade)
export const sdl: string = printSchema(gateway.schema)
// @ts-expect-error A port is a number.
await gateway.listen({ host: '127.0.0.1', port: '0' })
`

const CLIENT = `import { createClient, GatewayError } from 'kms-rotation-gateway/client'
import type { Client, StreamState, TypedDocument } from 'kms-rotation-gateway/client'

const client: Client = createClient({ url: 'https://kms.example.com/graphql', credential: async () => 'token' })
const viewer: TypedDocument<{ viewer: { subject: string } }, { first?: number }> = '{ viewer { subject } }'
export const { viewer: { subject } } = await client.query(viewer)
export const codeOf = (error: unknown): string => (error instanceof GatewayError ? error.code : '')
export const states: StreamState[] = []
for await (const event of client.stream(viewer, {}, { after: 'cursor', onState: (state) => states.push(state) }))
  event.viewer.subject.length
// @ts-expect-error The data has no such field.
subject.length.toFixed().viewer
`

let folder: string

beforeAll(async () => {
  ;({ folder } = await installPackage())
  for (const name of ['@types', 'undici-types'])
    await symlink(path.join(root, 'node_modules', name), path.join(folder, 'node_modules', name))
  await writeFile(path.join(folder, 'consumer.ts'), CONSUMER)
  await writeFile(path.join(folder, 'client.ts'), CLIENT)
})
afterAll(() => rm(folder, { recursive: true, force: true }))

test.each(['tsc', 'tsc6'])(
  'a strict consumer that checks the types of its libraries finds no error in ours, by %s',
  async (compiler) => {
    const { stdout } = await run(
      path.join(bin, compiler),
      '--noEmit --strict --exactOptionalPropertyTypes --skipLibCheck false --module nodenext --target es2023 --lib es2023,esnext.disposable --types node consumer.ts'.split(
        ' ',
      ),
      { cwd: folder },
    ).catch((error: { stdout: string }) => error)
    expect(stdout).toBe('')
  },
)

test.each([
  ['a page, by tsc', 'tsc', '--lib es2023,dom,dom.iterable'],
  ['Node.js, by tsc', 'tsc', '--lib es2023 --types node'],
  ['a page, by tsc6', 'tsc6', '--lib es2023,dom,dom.iterable'],
])('a strict consumer of the client on %s finds no error in its types', async (_, compiler, runtime) => {
  const { stdout } = await run(
    path.join(bin, compiler),
    `--noEmit --strict --exactOptionalPropertyTypes --skipLibCheck false --module esnext --moduleResolution bundler --target es2023 ${runtime} client.ts`.split(
      ' ',
    ),
    { cwd: folder },
  ).catch((error: { stdout: string }) => error)
  expect(stdout).toBe('')
})

test.each(['index', 'client'])(
  'the types of %s are one file that imports only from Node and graphql',
  async (entry) => {
    const file = `node_modules/kms-rotation-gateway/dist/${entry}.d.ts`
    const types = await readFile(path.join(folder, file), 'utf8')
    const imported = [...types.matchAll(/(?:from|import)\s*\(?["']([^"']+)["']/g)].map(([, name]) => name)
    expect(imported.filter((name) => name !== 'graphql' && !name?.startsWith('node:'))).toEqual([])
  },
)
