import { SHUTDOWN_TIMEOUT_MS } from '../defaults.ts'
import { fail } from './output.ts'

/** The first SIGINT or SIGTERM shuts down in order. A second one ends the process immediately. */
export function onSignal(shutDown: () => Promise<void>): void {
  let isEnding = false
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      if (isEnding) process.exit(1)
      isEnding = true
      setTimeout(
        () => fail(`The shutdown did not end within ${SHUTDOWN_TIMEOUT_MS / 1_000} seconds.`),
        SHUTDOWN_TIMEOUT_MS,
      ).unref()
      shutDown().then(() => process.exit(0), fail)
    })
}
