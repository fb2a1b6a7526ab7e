// Rotates keys at random straight at an emulator, as other people's programs do: no gateway knows of it. Writes a line for each
// rotation, until SIGTERM.
import { setTimeout as delay } from 'node:timers/promises'
import { systemClock } from '../../src/clock.ts'
import { OperationError } from '../../src/errors/operation-errors.ts'
import { createAwsKms } from '../../src/kms/aws/aws-kms.ts'
import { withMethods } from '../../src/kms/kms-client.ts'
import { atMost } from '../support/at-most.ts'
import { createRandom } from '../support/random.ts'

const { ENDPOINT = '', KEYS = '', SEED = '', LONGEST_PAUSE_MS = '' } = process.env
const [first = '', ...others] = KEYS.split(',')
const random = createRandom(Number(SEED))
const credentials = { accessKeyId: 'test', secretAccessKey: 'test' }
const kms = withMethods(
  createAwsKms({
    accountId: '111122223333',
    region: 'us-east-1',
    clock: systemClock,
    endpoint: ENDPOINT,
    credentials,
  }),
)

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

let isOver = false
process.once('SIGTERM', () => (isOver = true))
for (const _ of atMost(1_000_000, 'attempts')) {
  if (isOver) break
  const keyArn = random.pick([first, ...others])
  const isRotated = await (random.below(4) === 0 ? rotateBySchedule(keyArn) : rotateOnDemand(keyArn))
  if (isRotated) process.stdout.write(`${keyArn}\n`)
  await delay(random.below(Number(LONGEST_PAUSE_MS)))
}
kms[Symbol.dispose]()
