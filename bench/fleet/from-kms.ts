import type { ServerProcess } from '../server-process.ts'
import { ask, EVERYTHING } from './gateways.ts'
import { COUNTED_KEYS_FROM_KMS, PAGE_FROM_KMS } from './questions.ts'

export interface KmsTime {
  readonly keys: number
  readonly seconds: number
}

/** The time in which `keys` keys are read from KMS with everything that the counts need. */
export async function countFromKms(gateway: ServerProcess, keys: number): Promise<KmsTime> {
  const begun = performance.now()
  let count = 0
  let after: string | undefined
  while (count < keys) {
    const { keys: page } = Object(await ask(gateway, EVERYTHING, COUNTED_KEYS_FROM_KMS, { after }))
    count += page.nodes.length
    after = page.pageInfo.endCursor
  }
  return { keys: count, seconds: (performance.now() - begun) / 1_000 }
}

/** The time of one page, and the number of keys that it examines. */
export async function pageFromKms(gateway: ServerProcess): Promise<KmsTime> {
  const begun = performance.now()
  const { keys: page } = Object(await ask(gateway, EVERYTHING, PAGE_FROM_KMS))
  return { keys: page.scannedCount, seconds: (performance.now() - begun) / 1_000 }
}
