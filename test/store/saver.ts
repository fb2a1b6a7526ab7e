// Saves requests in the folder it is given until it is killed, and names each one as soon as it is saved.
import { systemClock } from '../../src/clock.ts'
import { openFileRequestStore } from '../../src/store/file-request-store.ts'
import { requested } from './requests.ts'
import { atMost } from '../support/at-most.ts'

const [, , folder = ''] = process.argv
const store = await openFileRequestStore({ folder, now: () => systemClock.now() })
for (const _ of atMost(1_000_000, 'requests')) {
  const request = requested()
  await store.save(request)
  process.stdout.write(`${request.id}\n`)
}
