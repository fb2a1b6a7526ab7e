import { once } from 'node:events'
import { addressOf, startProgram } from '../cli/program.ts'
import type { Program } from '../cli/program.ts'

/** The built gateway on AWS's own settings, with a data folder; each `start` goes on where the last run ended. */
export interface BuiltGateway extends AsyncDisposable {
  /** Resolves with its address once it listens. */
  start(): Promise<string>
  /** Resolves once it has ended. */
  stop(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>
}

export function createBuiltGateway(kmsUrl: string, dataFolder: string): BuiltGateway {
  let program: Program | undefined
  return {
    async start() {
      program = startProgram(
        // An operation may take as long as a busy machine makes it.
        '--kms aws --account-id 111122223333 --port 0 --log-level error --request-timeout-ms 600000 --no-inventory'
          .split(' ')
          .concat('--data-folder', dataFolder),
        {
          AWS_ENDPOINT_URL_KMS: kmsUrl,
          AWS_REGION: 'us-east-1',
          AWS_ACCESS_KEY_ID: 'test',
          AWS_SECRET_ACCESS_KEY: 'test',
          AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
        },
      )
      return addressOf(program)
    },
    async stop(signal) {
      if (!program) return
      const { process } = program
      if (process.exitCode !== null || process.signalCode !== null) return
      process.kill(signal)
      await once(process, 'close')
    },
    async [Symbol.asyncDispose]() {
      await program?.[Symbol.asyncDispose]()
    },
  }
}
