import { StartupError } from '../errors/startup-error.ts'
import { createOutput } from '../process/output.ts'

export const standardOutput = createOutput(process.stdout)
export const standardError = createOutput(process.stderr)

const EXIT_FAILED = 1
/** A setting, a file or AWS's settings are wrong. */
const EXIT_MISUSED = 2

/** Ends the process with a line on standard error. */
export function fail(error: unknown): never {
  standardError.write(`kms-rotation-gateway: ${messageOf(error)}\n`)
  process.exit(error instanceof StartupError ? EXIT_MISUSED : EXIT_FAILED)
}

function messageOf(error: unknown): string {
  if (error instanceof StartupError) return error.message
  if (error instanceof Error && 'syscall' in error && error.syscall === 'listen')
    return `Cannot listen: ${error.message}. Choose another address with --host, --port, --metrics-port or --emulator-port.`
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
