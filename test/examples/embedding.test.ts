import { expect, test } from 'vitest'
import { createEmulator } from '../../emulator/emulator.ts'
import { query, rawSocket, readySocket, textUntil } from '../server/clients.ts'
import { startScript } from '../support/script.ts'

const STATUS = (id: string) => `subscription { rotationRequest(id: "${id}") { status } }`
const COMPLETIONS = 'subscription { rotationCompleted { __typename } }'

/** The example, as a process that uses the built package, in front of an emulator. */
async function startExample(name: string) {
  const emulator = createEmulator({
    regions: ['us-east-1'],
    settings: { startClearsAfterMs: 200, historyVisibleAfterMs: 200 },
  })
  const key = emulator.createKey().arn
  const process = startScript(`examples/${name}/server.js`, {
    PORT: '0',
    AWS_ACCESS_KEY_ID: 'any',
    AWS_SECRET_ACCESS_KEY: 'any',
    AWS_REGION: 'us-east-1',
    AWS_ENDPOINT_URL_KMS: await emulator.listen({ port: 0 }),
  })
  const url = (await process.firstLine()).replace('GraphQL: ', '')
  return {
    process,
    key,
    url,
    /** For the helpers that add `/graphql`. */
    mount: url.replace('/graphql', ''),
    async [Symbol.asyncDispose]() {
      await process[Symbol.asyncDispose]()
      await emulator[Symbol.asyncDispose]()
    },
  }
}

test.each(['node-http', 'fastify'])(
  'the example %s serves GraphiQL, queries, mutations, and subscriptions over WebSocket and SSE',
  async (name) => {
    await using example = await startExample(name)
    const { url, mount, key } = example
    const page = await (await fetch(url, { headers: { accept: 'text/html' } })).text()
    const script = /<script[^>]* src="([^"]+)"/.exec(page)?.[1]
    expect((await fetch(new URL(script ?? '', url))).headers.get('content-type')).toContain('javascript')
    expect((await fetch(`${mount}/ready`)).status).toBe(200)
    expect(await (await fetch(new URL('/', url))).text()).toBe('A page of your own.\n')
    await expect(rawSocket(new URL('/', url).href)).rejects.toThrow('socket hang up')

    expect(await (await fetch(url, query(`{ key(by: { arn: "${key}" }) { arn } }`))).json()).toMatchObject({
      data: { key: { arn: key } },
    })
    const rotate = `mutation { rotateKeyOnDemand(input: { key: { arn: "${key}" } }) { ... on RotateKeyOnDemandPayload { request { id } } } }`
    const rotated = JSON.parse(await (await fetch(url, query(rotate))).text())
    const { id } = rotated.data.rotateKeyOnDemand.request

    const stream = await fetch(url, query(STATUS(id), { accept: 'text/event-stream' }))
    expect(await textUntil(stream, /COMPLETED/)).toContain('"status":"COMPLETED"')
    using socket = await readySocket(mount)
    socket.send({ id: 'a', type: 'subscribe', payload: { query: STATUS(id) } })
    expect(await socket.next()).toMatchObject({
      payload: { data: { rotationRequest: { status: 'COMPLETED' } } },
    })
  },
)

test.each(['node-http', 'fastify'])(
  'the example %s ends its open subscriptions on SIGTERM and exits with code 0',
  async (name) => {
    await using example = await startExample(name)
    const { url, mount } = example
    const stream = await fetch(url, query(COMPLETIONS, { accept: 'text/event-stream' }))
    const events = stream.text()
    using socket = await readySocket(mount)
    socket.send({ id: 'a', type: 'subscribe', payload: { query: COMPLETIONS } })
    socket.send({ id: 'b', type: 'subscribe', payload: { query: '{ gateway { version } }' } })
    expect(await socket.next()).toMatchObject({
      id: 'b',
      payload: { data: { gateway: { version: '1.0.0' } } },
    })
    const ended = example.process.kill('SIGTERM')
    expect(await socket.closed).toMatchObject({ code: 1012 })
    expect(await events).toContain('SERVICE_RESTARTING')
    expect(await ended, `standard error: ${example.process.error()}`).toBe(0)
  },
)
