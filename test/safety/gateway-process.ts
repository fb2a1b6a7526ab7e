// A gateway as a process of its own, so that it can be killed, on the clock of an emulator in another process.
import { createEmulatorClock } from '../../emulator/emulator-clock.ts'
import { createGateway } from '../../src/gateway.ts'
import { createAwsKms } from '../../src/kms/aws/aws-kms.ts'
import { createLogger } from '../../src/logger.ts'
import { openFileRequestStore } from '../../src/store/file-request-store.ts'
import { NO_DEADLINE_MS } from '../support/timeouts.ts'

const { ENDPOINT = '', DATA_FOLDER = '', CLOCK_AT = '', CLOCK_SET_AT = '', SPEED = '' } = process.env
const speed = Number(SPEED)
const clock = createEmulatorClock({
  start: Number(CLOCK_AT) + (Date.now() - Number(CLOCK_SET_AT)) * speed,
  speed,
})
const credentials = { accessKeyId: 'test', secretAccessKey: 'test' }
const gateway = createGateway({
  kms: [
    createAwsKms({ region: 'us-east-1', accountId: '111122223333', clock, endpoint: ENDPOINT, credentials }),
  ],
  requests: await openFileRequestStore({ folder: DATA_FOLDER, now: () => clock.now() }),
  clock,
  logger: createLogger('error'),
  version: '0.0.0-test',
  serverLimits: { requestTimeoutMs: NO_DEADLINE_MS },
})
const { url } = await gateway.listen({ host: '127.0.0.1', port: 0 })
process.stdout.write(`${url}\n`)
