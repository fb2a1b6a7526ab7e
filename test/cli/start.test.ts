import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import packageJson from '../../package.json' with { type: 'json' }
import { helpText } from '../../src/config/help.ts'
import { createEmulator } from '../../emulator/emulator.ts'
import { post } from '../server/clients.ts'
import { addressOf, runProgram, startProgram } from './program.ts'

async function ask(url: string, query: string): Promise<unknown> {
  return (await fetch(`${url}/graphql`, post({ query }))).json()
}
const ABOUT =
  '{ gateway { mode isReadOnly } scopes { region } keys(source: KMS, first: 1) { nodes { arn } } }'

describe('the program with the emulator', () => {
  test('serves all paths under the base path, and prints them', async () => {
    await using program = startProgram(['--kms', 'emulator', '--port', '0', '--base-path', '/kms'])
    const url = await addressOf(program)
    expect(url).toMatch(/:\d+\/kms$/)
    expect(program.out()).toContain(`GraphiQL: open ${url}/graphql in a browser.`)
    expect(await ask(url, '{ gateway { mode } }')).toMatchObject({ data: { gateway: { mode: 'EMULATED' } } })
    expect((await fetch(`${url}/health`)).status).toBe(200)
  })

  test('prints its addresses, that it uses no AWS account, and how to use AWS', async () => {
    await using program = startProgram(['--kms', 'emulator', '--port', '0'])
    const url = await addressOf(program)
    await program.says(/For AWS: npm start -- --kms aws/)
    expect(program.out()).toMatch(/GraphiQL: open http:\/\/127\.0\.0\.1:\d+\/graphql/)
    expect(program.out()).toMatch(
      /embedded emulator at http:\/\/127\.0\.0\.1:\d+, .*No AWS account is touched/,
    )
    expect(await ask(url, ABOUT)).toMatchObject({
      data: {
        gateway: { mode: 'EMULATED', isReadOnly: false },
        keys: { nodes: [{ arn: expect.any(String) }] },
      },
    })
    expect((await fetch(`${url}/ready`)).status).toBe(200)
  })

  test('rotates the overdue key invoices-archive in the tab RotateKey of GraphiQL', async () => {
    await using program = startProgram(['--kms', 'emulator', '--port', '0', '--no-inventory'])
    const url = await addressOf(program)
    const page = await (await fetch(`${url}/graphql`, { headers: { accept: 'text/html' } })).text()
    const { defaultTabs } = JSON.parse(/id="graphiql-options">(.*?)<\/script>/.exec(page)?.[1] ?? '')
    const tab = defaultTabs.find(({ query }: { query: string }) => query.includes('mutation RotateKey'))
    const { keyId } = JSON.parse(tab.variables).key
    // Equal, so that a failure shows the errors: a read that KMS does not answer in time is null too.
    expect(await ask(url, `{ key(by: { keyId: "${keyId}" }) { displayName } }`)).toEqual({
      data: { key: { displayName: 'invoices-archive' } },
      extensions: expect.anything(),
    })
  })

  test('reads settings from flags, then from environment variables', async () => {
    await using program = startProgram(['--regions', 'eu-west-1', '--no-graphiql'], {
      KMS_GATEWAY_KMS: 'emulator',
      PORT: '0',
      KMS_GATEWAY_READ_ONLY: 'true',
      KMS_GATEWAY_REGIONS: 'us-east-1',
    })
    const url = await addressOf(program)
    expect(program.out()).toContain('/graphql (read-only)')
    expect(program.out()).not.toContain('GraphiQL')
    expect(await ask(url, ABOUT)).toMatchObject({
      data: {
        gateway: { isReadOnly: true },
        scopes: Array.from({ length: 3 }, () => ({ region: 'eu-west-1' })),
      },
    })
    const page = await fetch(`${url}/graphql`, { headers: { accept: 'text/html' } })
    expect(page.headers.get('content-type')).not.toContain('html')
  })
})

describe('the program with persisted documents', () => {
  const emulator = ['--kms', 'emulator', '--port', '0']
  let folder: string
  beforeAll(async () => (folder = await mkdtemp(path.join(tmpdir(), 'documents-'))))
  afterAll(() => rm(folder, { recursive: true }))
  async function fileOf(content: unknown): Promise<string> {
    const file = path.join(folder, 'documents.json')
    await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content))
    return file
  }

  test('executes persisted documents by id, and with --persisted-documents-only nothing else', async () => {
    const file = await fileOf({ about: '{ gateway { mode } }' })
    const flags = ['--persisted-documents', file, '--persisted-documents-only']
    await using program = startProgram([...emulator, ...flags])
    const url = await addressOf(program)
    expect(program.out()).toContain('GraphiQL: off')
    const answer = await fetch(`${url}/graphql`, post({ documentId: 'about' }))
    expect(await answer.json()).toMatchObject({ data: { gateway: { mode: 'EMULATED' } } })
    expect(await ask(url, ABOUT)).toMatchObject({
      errors: [{ extensions: { code: 'PERSISTED_DOCUMENT_REQUIRED' } }],
    })
  })

  test('accepts documents with mutations on a read-only gateway', async () => {
    const file = await fileOf({
      rotate: 'mutation { disableKeyRotation(input: { key: { arn: "x" } }) { __typename } }',
    })
    await using program = startProgram([...emulator, '--read-only', '--persisted-documents', file])
    const answer = await fetch(`${await addressOf(program)}/graphql`, post({ documentId: 'rotate' }))
    expect(await answer.json()).toMatchObject({ errors: [{ extensions: { code: expect.any(String) } }] })
  })

  test.each([
    ['text that is not JSON', '{', 'are not valid JSON.'],
    ['an array', [], 'are not a JSON object with documents by ID'],
    [
      'a document that is not valid',
      { a: '{ nothing }' },
      "The persisted document 'a' is not valid against the schema",
    ],
  ])('rejects a file with %s in one line, with exit code 2', async (_, content, words) => {
    const file = await fileOf(content)
    const { code, error } = await runProgram([...emulator, '--persisted-documents', file])
    expect(code).toBe(2)
    expect(error).toContain(words)
    expect(error.trimEnd().split('\n')).toHaveLength(1)
  })

  test('names a file that cannot be read, with exit code 2', async () => {
    const { code, error } = await runProgram([...emulator, '--persisted-documents', '/nowhere/a.json'])
    expect(code).toBe(2)
    expect(error).toContain("'/nowhere/a.json' cannot be read")
  })
})

describe('the program with AWS', () => {
  const keys = { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' }

  test('uses the settings of other AWS tools, and no emulator', async () => {
    await using emulator = createEmulator({ regions: ['eu-west-1'] })
    const { arn } = emulator.createKey()
    const program = startProgram(['--port', '0'], {
      ...keys,
      AWS_REGION: 'eu-west-1',
      AWS_ENDPOINT_URL_KMS: await emulator.listen({ port: 0 }),
    })
    await using _ = program
    const url = await addressOf(program)
    await program.says(/KMS: +AWS, eu-west-1\./)
    expect(program.out()).not.toMatch(/emulator/i)
    expect(await ask(url, ABOUT)).toMatchObject({
      data: {
        gateway: { mode: 'LIVE', isReadOnly: false },
        scopes: [{ region: 'eu-west-1' }],
        keys: { nodes: [{ arn }] },
      },
    })
    expect(emulator.calls('ListKeys')).toBeGreaterThan(0)
  })

  test.each([
    ['without a Region', keys, 'No AWS Region. Set AWS_REGION'],
    ['without credentials', { AWS_REGION: 'us-east-1' }, 'No AWS credentials. Set AWS_PROFILE'],
    [
      'with a profile that is not there',
      { AWS_REGION: 'us-east-1', AWS_PROFILE: 'none' },
      'No AWS credentials.',
    ],
  ])('reports in one line that it starts %s, with exit code 2', async (_, environment, words) => {
    const { code, out, error } = await runProgram(['--kms', 'aws', '--port', '0'], environment)
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(error).toContain(`kms-rotation-gateway: ${words}`)
    expect(error.trimEnd().split('\n')).toHaveLength(1)
  })
})

describe('the program', () => {
  test.each(['--help', '-h'])('prints the help for %s, with exit code 0', async (flag) => {
    expect(await runProgram([flag])).toEqual({ code: 0, out: helpText(), error: '' })
  })

  test.each(['--version', '-v'])(
    'prints the version of the package for %s, with exit code 0',
    async (flag) => {
      expect(await runProgram([flag])).toEqual({ code: 0, out: `${packageJson.version}\n`, error: '' })
    },
  )
})

describe('an invalid start', () => {
  test.each<[flags: string[], environment: Record<string, string>, words: string]>([
    [['--prot', '1'], {}, "Unknown option '--prot'. Did you mean --port? See --help."],
    [['--port'], {}, "Option '--port <value>' argument missing. See --help."],
    [['--port', '-1'], {}, '--port'],
    [['stray'], {}, 'stray'],
    [['--port', 'http'], {}, "Invalid value 'http' for --port. Use a whole number from 0 to 65535."],
    [[], { PORT: '65536' }, "Invalid value '65536' for PORT. Use a whole number from 0 to 65535."],
    [['--kms', 'gcp'], {}, "Invalid value 'gcp' for --kms. Use one of aws, emulator."],
    [['--config', '/nowhere/gateway.json'], {}, 'Cannot read the configuration file /nowhere/gateway.json'],
    [['--kms', 'emulator', '--host', '0.0.0.0'], {}, "'0.0.0.0' can be reached from other machines"],
    [['--kms', 'emulator', '--regions', 'mars'], {}, "Invalid value 'mars' for --regions"],
  ])('%j %j is reported in one line, with exit code 2', async (flags, environment, words) => {
    const { code, out, error } = await runProgram(flags, environment)
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(error).toContain(words)
    expect(error.trimEnd().split('\n')).toHaveLength(1)
  })

  test('on a port in use is reported in one line, with exit code 1', async () => {
    await using holder = createServer().listen(0, '127.0.0.1')
    await once(holder, 'listening')
    const address = holder.address()
    const port = typeof address === 'object' ? String(address?.port) : ''
    for (const flag of ['--port', '--emulator-port', '--metrics-port']) {
      const { code, out, error } = await runProgram(['--kms', 'emulator', '--port', '0', flag, port])
      expect({ code, out }).toEqual({ code: 1, out: '' })
      expect(error).toContain(`address already in use 127.0.0.1:${port}`)
      expect(error.trimEnd().split('\n')).toHaveLength(1)
    }
  })
})
