import { execFile } from 'node:child_process'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core'
import { publint } from 'publint'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import packageJson from '../../package.json' with { type: 'json' }
import { startProgram } from '../cli/program.ts'
import { installPackage } from './consumer.ts'

let folder: string
let archive: string
/** The package without `node_modules`. */
let copy: string
beforeAll(async () => {
  ;({ folder, archive } = await installPackage())
  copy = await mkdtemp(path.join(tmpdir(), 'copy-'))
  await cp(path.join(folder, 'node_modules', packageJson.name), copy, { recursive: true })
})
afterAll(async () => {
  for (const each of [folder, copy]) await rm(each, { recursive: true, force: true })
})

const run = async (file: string, ...args: readonly string[]) =>
  (await promisify(execFile)(file, args, { cwd: folder })).stdout

describe('the installed package', () => {
  test('has every package that it needs, in a version that it accepts', async () => {
    expect(await run('npm', 'ls', '--all')).toContain(`${packageJson.name}@${packageJson.version}`)
  })

  test('`npm sbom --omit=dev` lists it and every package that runs', async () => {
    const bom = JSON.parse(await run('npm', 'sbom', '--omit=dev', '--sbom-format', 'cyclonedx'))
    const names = bom.components.map(({ name }: { name: string }) => name)
    expect(names).toEqual(
      expect.arrayContaining([
        packageJson.name,
        ...Object.keys({ ...packageJson.dependencies, ...packageJson.peerDependencies }),
      ]),
    )
  })
})

describe.each([
  ['installed', (name: string) => path.join(folder, 'node_modules/.bin', `kms-rotation-${name}`)],
  [
    'copied without node_modules',
    (name: string) => path.join(copy, 'dist', name === 'gateway' ? 'cli.js' : 'emulator.js'),
  ],
])('the programs, %s', (_, fileOf) => {
  test('the gateway answers a query, and serves GraphiQL', async () => {
    await using program = startProgram(
      ['--kms', 'emulator', '--port', '0', '--metrics-port', '0', '--no-inventory'],
      {},
      { file: fileOf('gateway') },
    )
    const url = await program.says(/GraphQL: +(\S+)/)
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ keys(first: 1) { nodes { id } } }' }),
    })
    expect(await response.json()).toMatchObject({ data: { keys: { nodes: [{ id: expect.any(String) }] } } })
    const page = await (await fetch(url, { headers: { accept: 'text/html' } })).text()
    const [, script = ''] = /<script[^>]* src="([^"]+)"/.exec(page) ?? []
    expect(await (await fetch(new URL(script, url))).text()).toContain('react')
    const metrics = await fetch(await program.says(/Metrics: +(\S+)/))
    expect(await metrics.text()).toContain(`version="${packageJson.version}"`)
  })

  test('the emulator answers', async () => {
    await using program = startProgram(['--port', '0'], {}, { file: fileOf('emulator') })
    const url = await program.says(/KMS emulator: (\S+)/)
    expect((await fetch(`${url}/_emulator/statistics`)).status).toBe(200)
  })

  test.each(['gateway', 'emulator'])('the %s prints the version of the package', async (name) => {
    await using program = startProgram(['--version'], {}, { file: fileOf(name) })
    expect(await program.ended).toBe(0)
    expect(program.out()).toBe(`${packageJson.version}\n`)
  })
})

describe('the library', () => {
  const EMBED = `
    const kms = createAwsKms({ region: 'us-east-1', accountId: '111122223333', clock: systemClock })
    const logger = createLogger('error', process.stderr)
    const gateway = createGateway({ kms: [kms], logger, version: '1.0.0', observers: [createMetrics({ version: '1.0.0', mode: 'LIVE' })] })
    gateway.listen({ host: '127.0.0.1', port: 0 }).then(async ({ url }) => {
      const response = await fetch(url + '/graphql?query={__typename}', { headers: { accept: 'application/json' } })
      console.log(JSON.stringify({ ...(await response.json()), isOneGraphql: gateway.schema instanceof GraphQLSchema }))
      await gateway[Symbol.asyncDispose]()
    })`
  const NAMES = '{ createAwsKms, createGateway, createLogger, createMetrics, systemClock }'

  test.each([
    [
      'imported',
      'embed.mjs',
      `import { GraphQLSchema } from 'graphql'; import ${NAMES} from '${packageJson.name}'`,
    ],
    [
      'required',
      'embed.cjs',
      `const { GraphQLSchema } = require('graphql'); const ${NAMES} = require('${packageJson.name}')`,
    ],
  ])('can be %s, answers, and uses the graphql of the program', async (_, name, first) => {
    await writeFile(path.join(folder, name), `${first}\n${EMBED}`)
    expect(JSON.parse(await run(process.execPath, name))).toMatchObject({
      data: { __typename: 'Query' },
      isOneGraphql: true,
    })
  })

  test('runs the example node-http', async () => {
    await cp('examples/node-http/server.js', path.join(folder, 'server.js'))
    await using program = startProgram(
      [],
      { PORT: '0', AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'any', AWS_SECRET_ACCESS_KEY: 'any' },
      { file: path.join(folder, 'server.js') },
    )
    const response = await fetch(`${await program.says(/GraphQL: +(\S+)/)}?query={__typename}`, {
      headers: { accept: 'application/json' },
    })
    expect(await response.json()).toMatchObject({ data: { __typename: 'Query' } })
  })

  test('imports the installed packages and contains none of them', async () => {
    const text = await readFile(path.join(copy, 'dist/index.js'), 'utf8')
    expect(text).not.toContain('node_modules/')
    const imported = [...text.matchAll(/^(?:import|\}).* from "((?:@[^/"]+\/)?[^/".]+)/gm)]
      .map(([, specifier = '']) => specifier)
      .filter((specifier) => !specifier.startsWith('node:'))
    const provided = Object.keys({ ...packageJson.dependencies, ...packageJson.peerDependencies })
    expect(imported).toContain('graphql')
    expect(imported.filter((specifier) => !provided.includes(specifier))).toEqual([])
  })
})

describe('the client', () => {
  test('is installed with the package, and answers a query on this version of Node.js', async () => {
    await writeFile(
      path.join(folder, 'client.mjs'),
      `import { createClient } from '${packageJson.name}/client'
       const { data } = await createClient({ url: process.argv[2] }).execute('{ __typename }')
       console.log(JSON.stringify(data))`,
    )
    await using program = startProgram(
      ['--kms', 'emulator', '--port', '0', '--no-inventory'],
      {},
      { file: path.join(folder, 'node_modules/.bin/kms-rotation-gateway') },
    )
    const url = await program.says(/GraphQL: +(\S+)/)
    expect(JSON.parse(await run(process.execPath, 'client.mjs', url))).toEqual({ __typename: 'Query' })
  })

  test('imports only the client of graphql-ws', async () => {
    const text = await readFile(path.join(copy, 'dist/client.js'), 'utf8')
    expect([...text.matchAll(/\bfrom "([^"]+)"|\bimport\(/g)].map(([, specifier]) => specifier)).toEqual([
      'graphql-ws/client',
    ])
  })
})

describe('the packed package', () => {
  test('publint finds no problem', async () => {
    const { messages } = await publint({ pack: { tarball: (await readFile(archive)).buffer } })
    expect(messages).toEqual([])
  })

  test('its types resolve for ES modules and bundlers, and for CommonJS as an ES module that can be required', async () => {
    const result = await checkPackage(createPackageFromTarballData(await readFile(archive)), {
      entrypoints: ['.', './client'],
    })
    expect(result).toMatchObject({
      problems: ['.', './client'].flatMap((entrypoint) => [
        // The resolution of TypeScript for Node before 12, which has no `exports`.
        { kind: 'NoResolution', entrypoint, resolutionKind: 'node10' },
        { kind: 'CJSResolvesToESM', entrypoint, resolutionKind: 'node16-cjs' },
      ]),
    })
  })
})
