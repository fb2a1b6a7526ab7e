import { createServer } from 'node:http'
import { createAwsKms, createGateway, createLogger, openAws, systemClock } from 'kms-rotation-gateway'

const logger = createLogger('info')
const aws = await openAws({ regions: [], environment: process.env, logger })
/** Your AWS account. */
const accountId = '111122223333'
const kms = aws.regions.map((region) =>
  createAwsKms({ ...region, accountId, clock: systemClock, http: aws.http, credentials: aws.credentials }),
)
const gateway = createGateway({ kms, logger, version: '1.0.0', basePath: '/kms' })

const isForGateway = ({ url }) => url.startsWith('/kms/')

// A server has to limit the time of slow clients itself.
const timeouts = { headersTimeout: 10_000, requestTimeout: 30_000, keepAliveTimeout: 65_000 }
const server = createServer(timeouts, (request, response) => {
  if (isForGateway(request)) gateway.handleRequest(request, response)
  else response.end('A page of your own.\n')
})
server.on('upgrade', (request, socket, head) => {
  if (isForGateway(request)) gateway.handleUpgrade(request, socket, head)
  else socket.destroy()
})
server.listen(Number(process.env.PORT ?? 3000), '127.0.0.1', () => {
  process.stdout.write(`GraphQL: http://127.0.0.1:${server.address().port}/kms/graphql\n`)
})

for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void shutDown())

async function shutDown() {
  // Ends subscriptions, so that their clients reconnect, and waits for running operations.
  await gateway[Symbol.asyncDispose]()
  server.close()
  for (const each of kms) each[Symbol.dispose]()
}
