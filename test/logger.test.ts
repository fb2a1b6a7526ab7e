import { describe, expect, test } from 'vitest'
import { createLogger } from '../src/logger.ts'
import type { LogLevel } from '../src/logger.ts'

function written(fields: object, level: LogLevel = 'info'): { text: string; line: Record<string, unknown> } {
  let text = ''
  createLogger(level, { write: (line) => (text += line) }).info(fields, 'said')
  return { text, line: JSON.parse(text) }
}

const evil = (name: string) =>
  Object.defineProperty(new Error('evil'), name, {
    enumerable: true,
    get: () => {
      throw new Error('no look')
    },
  })

describe('a log line', () => {
  test('is JSON with time, level, fields and message', () => {
    const { text, line } = written({ keyArn: 'arn', ms: 3, at: new Date(0), nested: { list: ['a', null] } })
    expect(text.endsWith('}\n')).toBe(true)
    expect(line).toEqual({
      level: 'info',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      keyArn: 'arn',
      ms: 3,
      at: '1970-01-01T00:00:00.000Z',
      nested: { list: ['a', null] },
      msg: 'said',
    })
  })

  test.each([
    ['a new line', '\n'],
    ['a carriage return', '\r'],
    ['an escape', '\u001B[2J'],
    ['NUL', '\0'],
    ['DEL', '\u007F'],
    ["C1's escape", '\u009B2J'],
    ['a next line', '\u0085'],
    ['a line separator', '\u2028'],
    ['a paragraph separator', '\u2029'],
    ['a direction override', '\u202E'],
    ['an isolate', '\u2066'],
    ['a byte order mark', '\uFEFF'],
  ])('escapes %s in every field', (_, character) => {
    const value = `before${character}"level":"error"`
    const { text } = written({ value, [value]: 1, list: [value], err: new Error(value) })
    expect(text.slice(0, -1)).not.toMatch(
      // oxlint-disable-next-line no-control-regex -- the test searches for control characters
      /[\0-\u001F\u007F-\u009F\u2028\u2029\u202A-\u202E\u2066-\u2069\uFEFF]/,
    )
    expect(JSON.parse(text)).toMatchObject({ level: 'info' })
  })

  test('has a maximum length, whatever the size of its fields', () => {
    const huge = 'x'.repeat(1_000_000)
    const wide = Object.fromEntries(
      Array.from({ length: 10_000 }, (_, index) => [`${index}${'y'.repeat(200)}`, huge]),
    )
    const many = Array.from({ length: 40 }, () => Array.from({ length: 40 }, () => ({ a: { b: { c: {} } } })))
    const error = new AggregateError(
      Array.from({ length: 100 }, () => new Error(huge)),
      huge,
    )
    expect(written({ huge }).line['huge']).toBe(`${'x'.repeat(2_000)}… (1000000 characters)`)
    for (const fields of [{ huge }, { wide }, wide, { many }, { err: error }])
      expect(written(fields).text.length).toBeLessThan(200_000)
  })

  test('can contain a circular object', () => {
    const circle: Record<string, unknown> = {}
    circle['circle'] = circle
    const error = new Error('outer')
    error.cause = new Error('inner', { cause: error })
    expect(written({ circle, err: error }).line).toMatchObject({
      err: { message: 'outer', cause: { message: 'inner', cause: { message: 'outer' } } },
    })
  })

  test.each(['message', 'stack', 'name', 'cause', 'code', 'other', 'errors'])(
    'can contain an error whose %s throws when it is read',
    (name) => {
      expect(written({ err: evil(name), requestId: 'r' }).line).toMatchObject({ requestId: 'r', msg: 'said' })
    },
  )

  test('can contain a proxy that cannot be read', () => {
    const refuse = () => {
      throw new Error('no look')
    }
    const proxy = new Proxy({}, { get: refuse, ownKeys: refuse, getPrototypeOf: refuse, has: refuse })
    expect(written({ err: proxy, requestId: 'r' }).line).toMatchObject({ requestId: 'r' })
    expect(written({ proxy, requestId: 'r' }).line).toMatchObject({
      requestId: 'r',
      proxy: '(cannot be read)',
    })
  })
})

describe('a logged error', () => {
  test('has its name, message, stack, codes and causes', () => {
    const cause = Object.assign(new TypeError('why'), { code: 'ECONNRESET' })
    const { line } = written({ err: Object.assign(new Error('what', { cause }), { awsRequestId: 'aws-1' }) })
    expect(line['err']).toMatchObject({
      type: 'Error',
      message: 'what',
      stack: expect.stringContaining('logger.test.ts'),
      awsRequestId: 'aws-1',
      cause: { type: 'TypeError', message: 'why', code: 'ECONNRESET' },
    })
  })

  test('does not have other members, which may be a request with its headers', () => {
    const config = { headers: { authorization: 'Bearer secret' } }
    const error = Object.assign(new Error('what'), { config, payload: 'secret' })
    error.cause = Object.assign(new Error('why'), { config })
    for (const err of [error, { config }, new AggregateError([error])])
      expect(written({ err }, 'debug').text).not.toContain('secret')
  })

  test.each([['a text'], [42], [null]])('that is %j and not an Error is written unchanged', (thrown) => {
    expect(written({ err: thrown }).line['err']).toBe(thrown)
  })
})
