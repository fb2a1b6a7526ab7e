// Rotates keys at random straight at an emulator, as other people's programs do: no gateway knows of it.
import { setTimeout as delay } from 'node:timers/promises'
import { systemClock } from '../../src/clock.ts'
import { OperationError } from '../../src/errors.ts'
import { createAwsKms } from '../../src/kms/aws-kms.ts'
import { createRandom } from '../support/random.ts'

const { ENDPOINT = '', KEYS = '', SEED = '', ROTATIONS = '', LONGEST_PAUSE_MS = '' } = process.env
const [first = '', ...others] = KEYS.split(',')
const random = createRandom(Number(SEED))
const credentials = { accessKeyId: 'test', secretAccessKey: 'test' }
const kms = createAwsKms({ region: 'us-east-1', clock: systemClock, endpoint: ENDPOINT, credentials })

async function rotateOnDemand(keyArn: string): Promise<boolean> {
  try {
    await kms.rotateKeyOnDemand(keyArn)
    return true
  } catch (error) {
    // One is in progress.
    if (error instanceof OperationError) return false
    throw error
  }
}

async function rotateBySchedule(keyArn: string): Promise<boolean> {
  const { status } = await fetch(`${ENDPOINT}/_emulator/keys/${encodeURIComponent(keyArn)}/rotations`, {
    method: 'POST',
    body: JSON.stringify({ date: 'now', type: 'AUTOMATIC' }),
  })
  if (status >= 400) throw new Error(`The emulator answered ${status}`)
  return true
}

process.stdout.write('started\n')
for (let rotations = 0; rotations < Number(ROTATIONS);) {
  const keyArn = random.pick([first, ...others])
  const isRotated = await (random.below(4) === 0 ? rotateBySchedule(keyArn) : rotateOnDemand(keyArn))
  if (isRotated) rotations++
  await delay(random.below(Number(LONGEST_PAUSE_MS)))
}
kms[Symbol.dispose]()
