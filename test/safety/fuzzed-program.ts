import { readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { expect } from 'vitest'
import { KMS_OPERATIONS } from '../../src/kms/operations.ts'
import { addressOf, startProgram } from '../cli/program.ts'
import { WAIT_TIMEOUT_MS } from '../support/timeouts.ts'
import { waitUntil } from '../support/wait-until.ts'

/**
 * Inputs for each test: some hundreds, so that all of them take seconds; `FUZZ_RUNS=10000 npx vitest run
 * test/safety/fuzz` looks for longer, `FUZZ_SEED=7` for others.
 */
const { FUZZ_RUNS, FUZZ_SEED } = process.env
export const seed = Number(FUZZ_SEED ?? 20_261_124)
export const runs = (short: number): number => (FUZZ_RUNS === undefined ? short : Number(FUZZ_RUNS))
/** For the name of a test. */
export const seeded = `(seed ${seed})`
export const fuzzTimeoutMs = 5 * WAIT_TIMEOUT_MS + 1_000 * runs(0)

/** What a process holds after a full collection. */
export interface Footprint {
  readonly bytes: number
  /** Node's names of what keeps it busy, with how many. */
  readonly resources: Readonly<Record<string, number>>
}

/** The built gateway as a process of its own, on a KMS that is reached over a socket. */
export interface FuzzedProgram extends AsyncDisposable {
  readonly url: string
  /** The metrics, as they are scraped. */
  metrics(): Promise<string>
  footprint(): Promise<Footprint>
  /** Log entries of level error, and output that is not a log line. */
  complaints(): readonly string[]
  /** Fails unless it runs, has complained of nothing, and holds no more than `growthBytes` more than before. */
  expectWell(before: Footprint, growthBytes?: number): Promise<void>
}

/** So high that nothing waits: what is looked for here does not depend on quotas. */
const QUOTAS = KMS_OPERATIONS.map((operation) => `${operation}=1000000`).join(',')

export async function startFuzzed(kmsUrl: string, flags: readonly string[] = []): Promise<FuzzedProgram> {
  const fixed = [
    '--kms',
    'aws',
    '--account-id',
    '111122223333',
    '--port',
    '0',
    '--metrics-port',
    '0',
    '--log-level',
    'error',
  ]
  const generous = ['--rate-limit-points', '0', '--kms-quotas', QUOTAS]
  const program = startProgram([...fixed, ...generous, ...flags], {
    AWS_ENDPOINT_URL_KMS: kmsUrl,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    NODE_OPTIONS: `--import=${pathToFileURL('test/safety/memory-probe.js').href}`,
  })
  const url = await addressOf(program)
  const metricsUrl = await program.says(/Metrics: +(http:\S+)/)
  const lines = () => program.error().split('\n').filter(Boolean)
  const probes = () => lines().filter((line) => line.startsWith('{"probe":'))

  async function footprint(): Promise<Footprint> {
    const before = probes().length
    program.process.kill('SIGUSR2')
    await waitUntil(() => probes().length > before)
    return JSON.parse(probes().at(-1) ?? '').probe
  }
  const complaints = () => lines().filter((line) => !line.startsWith('{"probe":'))

  return {
    url,
    metrics: async () => (await fetch(metricsUrl)).text(),
    footprint,
    complaints,
    async expectWell(before, growthBytes = 30_000_000) {
      expect(complaints()).toEqual([])
      expect(program.process).toMatchObject({ exitCode: null, signalCode: null })
      expect((await fetch(`${url}/health`)).status).toBe(200)
      // A connection that was just closed is released a moment later.
      await waitUntil(async () => (await footprint()).bytes < before.bytes + growthBytes)
    },
    [Symbol.asyncDispose]: () => program[Symbol.asyncDispose](),
  }
}

/** Every code that the page on errors has. */
const DOCUMENTED = new Set(
  [...readFileSync('docs/errors.md', 'utf8').matchAll(/`([A-Z]+(?:_[A-Z]+)*)`/g)].map(([, code]) => code),
)

/** The errors of an answer, each with a code that is documented and is not a bug's. */
export function expectDocumented(answer: unknown): readonly string[] {
  const errors = member(answer, 'errors')
  if (!Array.isArray(errors)) return []
  return errors.map((error) => {
    const code = String(member(member(error, 'extensions'), 'code'))
    expect(code).not.toBe('INTERNAL_SERVER_ERROR')
    expect([...DOCUMENTED]).toContain(code)
    return code
  })
}

const shown = (input: unknown): string =>
  (typeof input === 'string' ? input : (JSON.stringify(input) ?? '')).slice(0, 2_000)

export const member = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined

/** Runs `work` for each item with limited concurrency. A failure names its item. */
export async function forEach<Item>(
  items: readonly Item[],
  work: (item: Item, index: number) => Promise<void>,
  atOnce = 16,
): Promise<void> {
  const entries = items.entries()
  const worker = async () => {
    for (const [index, item] of entries) {
      await work(item, index).catch((error: unknown) => {
        throw new Error(`${error instanceof Error ? error.message : String(error)}\nfor ${shown(item)}`, {
          cause: error,
        })
      })
    }
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
}
