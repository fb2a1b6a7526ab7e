// Locks each folder whose path it reads from standard input, one per line. Prints 'held' or the error.
import { createInterface } from 'node:readline'
import { lockFolder } from '../../src/store/folder-lock.ts'

process.stdout.write('ready\n')
for await (const folder of createInterface({ input: process.stdin }))
  await lockFolder(folder).then(
    () => process.stdout.write('held\n'),
    (error: unknown) => process.stdout.write(`${error instanceof Error ? error.message : String(error)}\n`),
  )
process.exit(0)
