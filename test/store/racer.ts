// Locks each folder whose path it reads from standard input, one per line. Prints the path with 'held' or the error.
import { createInterface } from 'node:readline'
import { lockFolder } from '../../src/store/folder-lock.ts'

process.stdout.write('ready\n')
for await (const folder of createInterface({ input: process.stdin }))
  void lockFolder(folder).then(
    () => process.stdout.write(`${folder}: held\n`),
    (error: unknown) =>
      process.stdout.write(`${folder}: ${error instanceof Error ? error.message : String(error)}\n`),
  )
process.exit(0)
