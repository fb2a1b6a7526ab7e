import { describe, expect, test } from 'vitest'
import { helpText, readCommandLine } from '../src/config.ts'
import { StartupError } from '../src/errors.ts'

const JWT = [
  '--auth',
  'jwt',
  '--policy-file',
  'policy.json',
  '--jwt-issuer',
  'https://issuer.example',
  '--jwt-audience',
  'kms',
  '--jwt-jwks',
  'https://issuer.example/jwks',
]
const JWT_ALGORITHMS_EMPTY = "--jwt-algorithms is ','; it must name one algorithm at least."

function configOf(args: readonly string[] = [], environment: Record<string, string> = {}) {
  const command = readCommandLine(args, environment)
  if (command.kind !== 'run') throw new Error(`'${command.kind}' is no run`)
  return command.config
}

describe('settings', () => {
  test('have defaults that touch nothing but AWS, on this machine only', () => {
    expect(configOf()).toEqual({
      kms: 'aws',
      host: '127.0.0.1',
      port: 4_000,
      regions: [],
      accountId: undefined,
      auth: { kind: 'none' },
      allowedHosts: [],
      isReadOnly: false,
      hasGraphiql: true,
      logLevel: 'info',
      onDemandRotationsPerKey: 25,
      completionTimeoutMs: 900_000,
      maxMaterialAgeInDays: 365,
      dataFolder: undefined,
      emulatorPort: 0,
    })
  })

  test.each<[flags: string[], environment: Record<string, string>, expected: object]>([
    [['--kms', 'emulator'], { KMS: 'emulator' }, { kms: 'emulator' }],
    [['--host', '::1'], { HOST: '::1' }, { host: '::1' }],
    [['--port', '0'], { PORT: '0' }, { port: 0 }],
    [
      ['--regions', 'us-east-1, eu-west-1,us-east-1'],
      { REGIONS: 'us-east-1,eu-west-1,' },
      { regions: ['us-east-1', 'eu-west-1'] },
    ],
    [['--regions', 'us-gov-west-1'], { REGIONS: 'us-gov-west-1' }, { regions: ['us-gov-west-1'] }],
    [['--account-id', '111122223333'], { ACCOUNT_ID: '111122223333' }, { accountId: '111122223333' }],
    [
      ['--auth', 'tokens', '--policy-file', 'policy.json'],
      { AUTH: 'tokens', POLICY_FILE: 'policy.json' },
      { auth: { kind: 'tokens', policyFile: 'policy.json' } },
    ],
    [
      [...JWT, '--jwt-algorithms', 'EdDSA, ES256'],
      {
        AUTH: 'jwt',
        POLICY_FILE: 'policy.json',
        JWT_ISSUER: 'https://issuer.example',
        JWT_AUDIENCE: 'kms',
        JWT_JWKS: 'https://issuer.example/jwks',
        JWT_ALGORITHMS: 'EdDSA,ES256',
      },
      {
        auth: {
          kind: 'jwt',
          policyFile: 'policy.json',
          issuer: 'https://issuer.example',
          audience: 'kms',
          jwks: 'https://issuer.example/jwks',
          algorithms: ['EdDSA', 'ES256'],
        },
      },
    ],
    [
      ['--allowed-hosts', 'kms.example.com, [::1]:8443'],
      { ALLOWED_HOSTS: 'kms.example.com,[::1]:8443' },
      { allowedHosts: ['kms.example.com', '[::1]:8443'] },
    ],
    [['--read-only'], { READ_ONLY: 'true' }, { isReadOnly: true }],
    [['--no-graphiql'], { NO_GRAPHIQL: 'true' }, { hasGraphiql: false }],
    [['--log-level', 'silent'], { LOG_LEVEL: 'silent' }, { logLevel: 'silent' }],
    [
      ['--on-demand-rotations-per-key', '10'],
      { ON_DEMAND_ROTATIONS_PER_KEY: '10' },
      { onDemandRotationsPerKey: 10 },
    ],
    [['--completion-timeout-ms', '1'], { COMPLETION_TIMEOUT_MS: '1' }, { completionTimeoutMs: 1 }],
    [['--max-material-age-in-days', '90'], { MAX_MATERIAL_AGE_IN_DAYS: '90' }, { maxMaterialAgeInDays: 90 }],
    [['--data-folder', '/var/lib/x'], { DATA_FOLDER: '/var/lib/x' }, { dataFolder: '/var/lib/x' }],
    [['--emulator-port', '5600'], { EMULATOR_PORT: '5600' }, { emulatorPort: 5_600 }],
  ])('%j means the same as %j', (flags, environment, expected) => {
    expect(configOf(flags)).toMatchObject(expected)
    expect(configOf([], environment)).toMatchObject(expected)
  })

  test('are taken from a flag before the environment, and from neither where they are empty', () => {
    expect(configOf(['--port', '1'], { PORT: '2' }).port).toBe(1)
    expect(configOf([], { PORT: '', REGIONS: '', READ_ONLY: 'false' })).toEqual(configOf())
  })

  test('do not change once they are read', () => {
    expect(Object.isFrozen(configOf())).toBe(true)
  })
})

describe('a wrong one is quoted, with where it came from and what is possible:', () => {
  test.each<[flags: string[], environment: Record<string, string>, message: string]>([
    [['--kms', 'gcp'], {}, "--kms is 'gcp'; it must be one of aws, emulator."],
    [[], { LOG_LEVEL: 'loud' }, "LOG_LEVEL is 'loud'; it must be one of debug, info, warn, error, silent."],
    [['--port', '65536'], {}, "--port is '65536'; it must be a whole number from 0 to 65535."],
    [['--port', '1.5'], {}, "--port is '1.5'; it must be a whole number from 0 to 65535."],
    [['--port', ''], {}, "--port is ''; it must be a whole number from 0 to 65535."],
    [
      [],
      { COMPLETION_TIMEOUT_MS: '0' },
      "COMPLETION_TIMEOUT_MS is '0'; it must be a whole number from 1 to 2147483647.",
    ],
    [[], { READ_ONLY: 'yes' }, "READ_ONLY is 'yes'; it must be one of true, false."],
    [
      ['--regions', 'us-east-1,Mars'],
      {},
      "--regions names 'Mars', which is not an AWS Region such as us-east-1.",
    ],
    [['--account-id', '1'], {}, "--account-id is '1'; an AWS account ID has 12 digits."],
    [['--auth', 'basic'], {}, "--auth is 'basic'; it must be one of none, tokens, jwt."],
    [['--auth', 'tokens'], {}, '--auth tokens needs --policy-file (POLICY_FILE).'],
    [
      ['--auth', 'jwt', '--policy-file', 'p'],
      { JWT_ISSUER: 'i' },
      '--auth jwt needs --jwt-audience (JWT_AUDIENCE).',
    ],
    [
      [...JWT, '--jwt-algorithms', 'RS256,HS256'],
      {},
      "--jwt-algorithms is 'HS256'; it must be one of RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384, ES512, EdDSA.",
    ],
    [[...JWT, '--jwt-algorithms', ','], {}, JWT_ALGORITHMS_EMPTY],
    [[], { POLICY_FILE: 'p' }, 'POLICY_FILE is given, and means nothing with --auth none.'],
    [
      ['--auth', 'tokens', '--policy-file', 'p', '--jwt-issuer', 'i'],
      {},
      '--jwt-issuer is given, and means nothing with --auth tokens.',
    ],
    [
      ['--allowed-hosts', 'https://kms.example.com'],
      {},
      "--allowed-hosts names 'https://kms.example.com', which is not a host such as kms.example.com or kms.example.com:8443.",
    ],
    [['--prot', '1'], {}, "Unknown option '--prot'. See --help."],
    [['--read-only=no'], {}, "Option '--read-only' does not take an argument. See --help."],
    [['stray'], {}, "Unexpected argument 'stray'. See --help."],
  ])('%j %j', (flags, environment, message) => {
    const read = () => readCommandLine(flags, environment)
    expect(read).toThrow(StartupError)
    expect(read).toThrow(new StartupError(message))
  })
})

describe('the help', () => {
  test('is asked for before anything else is looked at', () => {
    expect(readCommandLine(['--help', '--port', 'x'], { KMS: 'gcp' })).toEqual({ kind: 'help' })
    expect(readCommandLine(['--version'], { KMS: 'gcp' })).toEqual({ kind: 'version' })
  })

  test('names every setting as flag and variable, with its default', () => {
    const help = helpText()
    const defaults: Readonly<Record<string, string>> = {
      kms: 'aws',
      host: '127.0.0.1',
      port: '4000',
      regions: 'none',
      'account-id': 'none',
      auth: 'none',
      'policy-file': 'none',
      'jwt-issuer': 'none',
      'jwt-audience': 'none',
      'jwt-jwks': 'none',
      'jwt-algorithms': 'RS256,ES256',
      'allowed-hosts': 'none',
      'read-only': 'false',
      'no-graphiql': 'false',
      'log-level': 'info',
      'on-demand-rotations-per-key': '25',
      'completion-timeout-ms': '900000',
      'max-material-age-in-days': '365',
      'data-folder': 'none',
      'emulator-port': '0',
    }
    expect([...help.matchAll(/^ {2}--([a-z-]+)/gm)].map(([, name]) => name)).toEqual([
      ...Object.keys(defaults),
      'help',
      'version',
    ])
    for (const [name, initial] of Object.entries(defaults)) {
      const variable = name.replaceAll('-', '_').toUpperCase()
      expect(help).toContain(`Environment: ${variable}. Default: ${initial}.`)
    }
  })
})
