import { print } from 'graphql'
import { describe, expect, test } from 'vitest'
import { EnableDocument, RotateDocument } from '../documents/generated/graphql.ts'
import { readySocket, post } from '../server/clients.ts'
import { NAMES, TRANSPORTS, statusOver } from '../server/transports.ts'
import { startGateway } from '../support/gateway.ts'

const local = { host: '127.0.0.1', port: 0 }
const KEY = '{ key: { arn: "arn:aws:kms:us-east-1:111122223333:key/0f0f0f0f-1111-4222-8333-444455556666" } }'
const readOnly = expect.stringMatching(/^This gateway is read-only \(--read-only\)\..*without --read-only\.$/)
const rejected = { message: readOnly, extensions: { code: 'BAD_USER_INPUT', requestId: expect.any(String) } }

const MUTATIONS: readonly (readonly [string, string])[] = [
  ['with its input in the document', `mutation { rotateKeyOnDemand(input: ${KEY}) { __typename } }`],
  ['with its input in a variable of a type that is not served', print(RotateDocument)],
  ['that turns automatic rotation on', print(EnableDocument)],
  ['with __typename only', 'mutation { __typename }'],
  ['with a field that does not exist', 'mutation { nothing }'],
]

describe.each([true, false])(
  'a mutation on a read-only gateway, with introspection: %s',
  (hasIntrospection) => {
    describe.each(MUTATIONS)('%s', (_, query) => {
      test.each(NAMES)('is rejected with the reason over %s', async (transport) => {
        await using gateway = await startGateway({
          speed: 0,
          gateway: { isReadOnly: true, hasIntrospection },
        })
        const { url } = await gateway.gateway.listen(local)
        const { errors, data, status } = await TRANSPORTS[transport](url, { query })
        expect(errors).toEqual([rejected])
        expect(data ?? null).toBeNull()
        // A document that is rejected has status 200 as application/json.
        expect(status).toBe(statusOver(transport, 200))
        expect(gateway.emulator.calls()).toBe(0)
      })
    })
  },
)

test('a mutation that is a persisted document is rejected with the reason on a read-only gateway', async () => {
  const documents = { rotate: print(RotateDocument), mode: '{ gateway { mode } }' }
  await using gateway = await startGateway({
    speed: 0,
    gateway: { isReadOnly: true, persistedDocuments: { documents, isOnly: true } },
  })
  const { url } = await gateway.gateway.listen(local)
  const answer = await fetch(`${url}/graphql`, post({ documentId: 'rotate' }))
  expect(await answer.json()).toEqual({ errors: [rejected] })
  using client = await readySocket(url)
  client.send({ id: 'a', type: 'subscribe', payload: { documentId: 'rotate' } })
  expect(await client.next()).toEqual({ id: 'a', type: 'error', payload: [rejected] })
  client.send({ id: 'b', type: 'subscribe', payload: { documentId: 'mode' } })
  expect(await client.next()).toMatchObject({ id: 'b', payload: { data: { gateway: { mode: 'EMULATED' } } } })
})

test('a query beside a mutation in one document is executed on a read-only gateway', async () => {
  await using gateway = await startGateway({ speed: 0, gateway: { isReadOnly: true } })
  const { url } = await gateway.gateway.listen(local)
  const query = `query Mode { gateway { mode } } mutation Rotate { rotateKeyOnDemand(input: ${KEY}) { __typename } }`
  for (const transport of NAMES) {
    const ask = TRANSPORTS[transport]
    expect(await ask(url, { query, operationName: 'Mode' })).toMatchObject({
      data: { gateway: { mode: 'EMULATED' } },
    })
    expect(await ask(url, { query, operationName: 'Rotate' })).toMatchObject({ errors: [rejected] })
  }
})
