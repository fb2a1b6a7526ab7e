import { fastify } from 'fastify'
import { createAwsKms, createGateway, createLogger, openAws, systemClock } from 'kms-rotation-gateway'

const logger = createLogger('info')
const aws = await openAws({ regions: [], environment: process.env, logger })
/** Your AWS account. */
const accountId = '111122223333'
const kms = aws.regions.map((region) =>
  createAwsKms({ ...region, accountId, clock: systemClock, http: aws.http, credentials: aws.credentials }),
)
const gateway = createGateway({ kms, logger, version: '1.0.0', basePath: '/kms' })

const app = fastify({ requestTimeout: 30_000, keepAliveTimeout: 65_000, http: { headersTimeout: 10_000 } })

app.get('/', async () => 'A page of your own.\n')

app.register(async (scope) => {
  // The gateway parses bodies itself.
  scope.removeAllContentTypeParsers()
  scope.addContentTypeParser('*', (request, payload, done) => done(null))
  scope.all('/kms/*', (request, reply) => {
    reply.hijack()
    gateway.handleRequest(request.raw, reply.raw)
  })
})
app.server.on('upgrade', (request, socket, head) => {
  if (request.url.startsWith('/kms/')) gateway.handleUpgrade(request, socket, head)
  else socket.destroy()
})

// Before Fastify closes its server, which waits for open connections: ends subscriptions, so that their clients reconnect,
// and waits for running operations.
app.addHook('preClose', () => gateway[Symbol.asyncDispose]())
app.addHook('onClose', async () => {
  for (const each of kms) each[Symbol.dispose]()
})
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void app.close())

const address = await app.listen({ host: '127.0.0.1', port: Number(process.env.PORT ?? 3000) })
process.stdout.write(`GraphQL: ${address}/kms/graphql\n`)
