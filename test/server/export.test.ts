import { describe, expect, test } from 'vitest'
import { BadUserInputError, UnauthenticatedError } from '../../src/errors/request-errors.ts'
import type { ExportHost, ExportedFile } from '../../src/server/operation/host.ts'
import { createStillClock } from '../support/still-clock.ts'
import { waitUntil } from '../support/wait-until.ts'
import { wire } from './clients.ts'
import { createToy } from './toy.ts'
import type { Toy, ToyOptions } from './toy.ts'

const GET = 'GET /export/numbers.csv HTTP/1.1\r\nhost: localhost\r\n\r\n'
const local = { host: '127.0.0.1', port: 0 }

async function* numbered(count: number, made?: (index: number) => void): AsyncGenerator<string> {
  for (let index = 0; index < count; index++) {
    made?.(index)
    yield `${index}\n`
  }
}

/** A file whose first chunk is made by `chunk`. */
const first = (chunk: Promise<IteratorResult<string>>): AsyncIterable<string> => ({
  [Symbol.asyncIterator]: () => ({ next: () => chunk }),
})

function filesOf(chunks: () => AsyncIterable<string>): ExportHost<object> {
  const file = (): ExportedFile => ({
    headers: { 'content-type': 'text/csv; charset=utf-8' },
    chunks: chunks(),
    incompleteRecord: (message) => `incomplete: ${message}\n`,
  })
  return {
    names: ['numbers.csv'],
    async open(_, parameters) {
      if (parameters.has('wrong')) throw new BadUserInputError("The parameter 'wrong' is not known.")
      return file()
    },
  }
}

const toyWith = (chunks: () => AsyncIterable<string>, options: ToyOptions = {}) =>
  createToy({ ...options, files: filesOf(chunks) })

const get = (toy: Toy, query = '', init: RequestInit = {}) =>
  toy.server.fetch(new Request(`http://localhost/export/numbers.csv${query}`, init))
const operationLine = (toy: Toy) => toy.logged(({ message }) => message === 'operation')

describe('an export', () => {
  test('is streamed with the headers of the file and of every response', async () => {
    await using toy = toyWith(() => numbered(3))
    const response = await get(toy, '', { headers: { 'x-request-id': 'export-1' } })
    expect(response.status).toBe(200)
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'x-request-id': 'export-1',
    })
    expect(await response.text()).toBe('0\n1\n2\n')
  })

  test('has the log line of an operation', async () => {
    await using toy = toyWith(() => numbered(3))
    await (await get(toy, '', { headers: { 'x-request-id': 'export-1' } })).text()
    const { fields } = await operationLine(toy)
    expect(fields).toMatchObject({
      requestId: 'export-1',
      transport: 'HTTP',
      type: 'query',
      operation: 'numbers.csv',
      outcome: 'answered',
    })
  })

  test('reaches a client over a socket as a whole', async () => {
    await using toy = toyWith(() => numbered(5_000))
    const { url } = await toy.server.listen(local)
    const response = await fetch(`${url}/export/numbers.csv`)
    expect((await response.text()).split('\n')).toHaveLength(5_001)
  })

  test('has its length over HTTP/1.0, which has no chunks', async () => {
    await using toy = toyWith(() => numbered(3))
    const { url } = await toy.server.listen(local)
    using client = wire(url, GET.replace('HTTP/1.1', 'HTTP/1.0'))
    expect(await client.closed).toMatch(/content-length: 6\r\n(.*\r\n)*\r\n0\n1\n2\n$/)
  })

  test('is made only as fast as the client reads it', async () => {
    let made = 0
    await using toy = toyWith(() => numbered(10, (index) => (made = index + 1)))
    const response = await get(toy)
    const reader = response.body?.getReader()
    expect(made).toBe(1)
    await reader?.read()
    await reader?.read()
    expect(made).toBe(2)
    await reader?.cancel()
  })

  test('of a client that does not read is not made to its end', async () => {
    const line = 'x'.repeat(100_000)
    let made = 0
    await using toy = toyWith(async function* () {
      for (; made < 10_000; made++) yield line
    })
    const { url } = await toy.server.listen(local)
    using client = wire(url, GET)
    client.socket.pause()
    await waitUntil(() => made > 0)
    client.socket.destroy()
    expect((await operationLine(toy)).fields).toMatchObject({ outcome: 'abandoned' })
    expect(made).toBeLessThan(10_000)
  })
})

describe('an export is rejected', () => {
  test.each([
    ['with the error of its parameters', '?wrong=1', {}, 400, 'BAD_USER_INPUT'],
    ['without a valid credential', '', { headers: { authorization: 'Bearer bad' } }, 401, 'UNAUTHENTICATED'],
    [
      'without the text of an unexpected error',
      '',
      { headers: { authorization: 'Bearer broken' } },
      500,
      'INTERNAL_SERVER_ERROR',
    ],
    ['by another method', '', { method: 'POST' }, 405, 'METHOD_NOT_ALLOWED'],
    [
      'if a page of another origin links to it',
      '',
      { headers: { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' } },
      403,
      'ORIGIN_NOT_ALLOWED',
    ],
  ] as const)('%s', async (_, query, init, status, code) => {
    await using toy = toyWith(() => numbered(3))
    const response = await get(toy, query, init)
    expect(response.status).toBe(status)
    const body = await response.text()
    expect(JSON.parse(body)).toMatchObject({ errors: [{ extensions: { code } }] })
    expect(body).not.toContain('secret')
  })

  test('if its first rows fail, with the status of the error', async () => {
    await using toy = toyWith(() => first(Promise.reject(new BadUserInputError('The filter is not valid.'))))
    const response = await get(toy)
    expect([response.status, await response.json()]).toMatchObject([
      400,
      { errors: [{ message: 'The filter is not valid.' }] },
    ])
    expect((await operationLine(toy)).fields).toMatchObject({
      outcome: 'rejected',
      errors: ['BAD_USER_INPUT'],
    })
  })

  test('if the caller has ten unfinished exports', async () => {
    await using toy = toyWith(() => numbered(3))
    const alice = { headers: { authorization: 'Bearer alice' } }
    const open = await Promise.all(Array.from({ length: 10 }, () => get(toy, '', alice)))
    const rejected = await get(toy, '', alice)
    expect([rejected.status, await rejected.json()]).toMatchObject([
      429,
      { errors: [{ extensions: { code: 'TOO_MANY_EXPORTS', isRetryable: true } }] },
    ])
    const ofAnother = await get(toy)
    expect(ofAnother.status).toBe(200)
    await open[0]?.text()
    await open[1]?.body?.cancel()
    const others = [await get(toy, '', alice), await get(toy, '', alice), await get(toy, '', alice)]
    expect(others.map(({ status }) => status)).toEqual([200, 200, 429])
    await Promise.all([ofAnother, ...open.slice(2), ...others].map(async ({ body }) => body?.cancel()))
  })

  test('if its first rows take longer than an operation may', async () => {
    const clock = createStillClock()
    await using toy = toyWith(() => first(new Promise(() => undefined)), {
      clock,
      limits: { requestTimeoutMs: 30_000 },
    })
    const responding = get(toy)
    await clock.pass(30_000)
    expect((await responding).status).toBe(504)
    expect((await operationLine(toy)).fields).toMatchObject({ outcome: 'timed_out' })
  })
})

/** The text of a response until its end, and whether the response ended without an error. */
async function received(response: Response): Promise<{ readonly text: string; readonly isWhole: boolean }> {
  let text = ''
  const decoder = new TextDecoder()
  try {
    for await (const chunk of response.body ?? []) text += decoder.decode(chunk)
    return { text, isWhole: true }
  } catch {
    return { text, isWhole: false }
  }
}

describe('an export that fails after its start', () => {
  async function* failing(): AsyncGenerator<string> {
    yield* numbered(3)
    throw new BadUserInputError('The keys of us-east-1 are gone.')
  }

  test('ends with a record that says so, and its response is aborted', async () => {
    await using toy = toyWith(failing)
    const { url } = await toy.server.listen(local)
    using client = wire(url, GET)
    const answer = await client.closed
    expect(answer).toContain('incomplete: The keys of us-east-1 are gone.')
    // The last chunk of a whole response has the length 0.
    expect(answer).not.toMatch(/\r\n0\r\n\r\n$/)
    expect((await operationLine(toy)).fields).toMatchObject({ errors: ['BAD_USER_INPUT'] })
    expect(toy.lines.filter(({ level }) => level === 'error')).toEqual([])
  })

  test('has no response over HTTP/1.0, where it would look complete', async () => {
    await using toy = toyWith(failing)
    const { url } = await toy.server.listen(local)
    using client = wire(url, GET.replace('HTTP/1.1', 'HTTP/1.0'))
    expect(await client.closed).toBe('')
  })

  test('does not show the text of an unexpected error', async () => {
    await using toy = toyWith(async function* () {
      yield* numbered(1)
      throw new TypeError('secret detail')
    })
    const { text, isWhole } = await received(await get(toy))
    expect(text).toContain('incomplete: Unexpected error.')
    expect(text).not.toContain('secret')
    expect(isWhole).toBe(false)
  })

  test('is aborted when the credential of the caller expires', async () => {
    const ends: ((reason: Error) => void)[] = []
    await using toy = toyWith(() => numbered(3), {
      host: {
        watchRights(_, onEnd) {
          ends.push(onEnd)
          return { [Symbol.dispose]: () => undefined }
        },
      },
    })
    const response = await get(toy)
    ends[0]?.(new UnauthenticatedError('The token has expired.'))
    expect(await received(response)).toEqual({ text: '', isWhole: false })
    expect((await operationLine(toy)).fields).toMatchObject({ errors: ['UNAUTHENTICATED'] })
  })

  test('is aborted when the client has not read it within ten minutes', async () => {
    const clock = createStillClock()
    await using toy = toyWith(() => numbered(3), { clock })
    const response = await get(toy)
    await clock.pass(10 * 60_000)
    expect(await received(response)).toEqual({ text: '', isWhole: false })
    expect((await operationLine(toy)).fields).toMatchObject({ errors: ['REQUEST_TIMEOUT'] })
  })
})

test('a shutdown waits until a download ends', async () => {
  const toy = toyWith(() => numbered(3))
  const response = await get(toy)
  const order: string[] = []
  const closing = toy[Symbol.asyncDispose]().then(() => order.push('closed'))
  expect(await received(response)).toMatchObject({ isWhole: true })
  order.push('downloaded')
  await closing
  expect(order).toEqual(['downloaded', 'closed'])
})

test('the error for an unknown path names the exports of the server', async () => {
  await using toy = toyWith(() => numbered(3))
  const response = await toy.server.fetch(new Request('http://localhost/export/numbers.xlsx'))
  expect(await response.text()).toContain('exports are at /export/numbers.csv')
})
