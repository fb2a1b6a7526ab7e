import { describe, expect, test } from 'vitest'
import { helpText, readCommandLine } from '../src/config.ts'
import { StartupError } from '../src/errors.ts'

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
      isReadOnly: false,
      hasGraphiql: true,
      logLevel: 'info',
      onDemandRotationsPerKey: 25,
      completionTimeoutMs: 900_000,
      maxMaterialAgeInDays: 365,
      dataFolder: undefined,
      emulatorPort: 0,
      metricsHost: '127.0.0.1',
      metricsPort: undefined,
      traces: undefined,
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
    [['--metrics-port', '9464'], { METRICS_PORT: '9464' }, { metricsPort: 9_464 }],
    [['--metrics-host', '0.0.0.0'], { METRICS_HOST: '0.0.0.0' }, { metricsHost: '0.0.0.0' }],
    [
      ['--otlp-endpoint', 'http://127.0.0.1:4318'],
      { OTLP_ENDPOINT: 'http://127.0.0.1:4318' },
      { traces: { endpoint: 'http://127.0.0.1:4318' } },
    ],
  ])('%j means the same as %j', (flags, environment, expected) => {
    expect(configOf(flags)).toMatchObject(expected)
    expect(configOf([], environment)).toMatchObject(expected)
  })

  test('are taken from a flag before the environment, and from neither where they are empty', () => {
    expect(configOf(['--port', '1'], { PORT: '2' }).port).toBe(1)
    expect(configOf([], { PORT: '', REGIONS: '', READ_ONLY: 'false' })).toEqual(configOf())
  })

  test.each<[environment: Record<string, string>, traces: object | undefined]>([
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://a' }, { endpoint: undefined }],
    [{ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://a' }, { endpoint: undefined }],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://a', OTEL_SDK_DISABLED: 'true' }, undefined],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://a', OTEL_TRACES_EXPORTER: 'none' }, undefined],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: '' }, undefined],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://a', OTLP_ENDPOINT: 'http://b' }, { endpoint: 'http://b' }],
  ])("traces are turned on and off by the standard's variables %j", (environment, traces) => {
    expect(configOf([], environment).traces).toEqual(traces)
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
    [['--metrics-port', 'x'], {}, "--metrics-port is 'x'; it must be a whole number from 0 to 65535."],
    [
      ['--otlp-endpoint', 'grpc://a'],
      {},
      "--otlp-endpoint is 'grpc://a'; it must be an http or https URL such as http://127.0.0.1:4318.",
    ],
    [
      [],
      { OTLP_ENDPOINT: 'https://user:secret@a' },
      'OTLP_ENDPOINT holds a credential, and addresses are shown in logs. Give it as a header in OTEL_EXPORTER_OTLP_HEADERS.',
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
      'read-only': 'false',
      'no-graphiql': 'false',
      'log-level': 'info',
      'on-demand-rotations-per-key': '25',
      'completion-timeout-ms': '900000',
      'max-material-age-in-days': '365',
      'data-folder': 'none',
      'emulator-port': '0',
      'metrics-port': 'none',
      'metrics-host': '127.0.0.1',
      'otlp-endpoint': 'none',
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
