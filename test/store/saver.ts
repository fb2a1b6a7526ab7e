// Saves requests in the given folder until it is killed. Prints the id of each saved request, or the error.
import { systemClock } from '../../src/clock.ts'
import { openFileRequestStore } from '../../src/store/file-request-store.ts'
import { requested } from './requests.ts'
import { atMost } from '../support/at-most.ts'

const [, , folder = ''] = process.argv
const store = await openFileRequestStore({ folder, now: () => systemClock.now() }).catch((error: unknown) => {
  process.stdout.write(`not opened: ${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(2)
})
for (const _ of atMost(1_000_000, 'requests')) {
  const request = requested()
  const outcome = await store.save(request).then(
    () => request.id,
    (error: unknown) =>
      `failed: ${error instanceof Error && 'code' in error ? String(error.code) : String(error)}`,
  )
  process.stdout.write(`${outcome}\n`)
}
