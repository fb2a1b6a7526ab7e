// Counts background requests of one account in the given folder until it is killed. Prints the number after each request.
import { EventEmitter, once } from 'node:events'
import { SpendingCounter } from '../../src/kms/rate/spending-counter.ts'
import { openDataFolder } from '../../src/store/data-folder.ts'
import { openSpendingIn } from '../../src/store/file-spending-store.ts'
import { atMost } from '../support/at-most.ts'
import { createMemoryLogger } from '../support/memory-logger.ts'

const [, , folder = ''] = process.argv
const saved = new EventEmitter()
const counter = new SpendingCounter({
  accountId: '111122223333',
  store: await openSpendingIn(await openDataFolder(folder)),
  logger: createMemoryLogger(),
  onSaved: () => saved.emit('saved'),
})
counter.begin('2026-11')
let sent = 0
for (const _ of atMost(1_000_000, 'requests')) {
  if (!counter.isReady) await once(saved, 'saved')
  counter.count('background')
  process.stdout.write(`${++sent}\n`)
}
