import { describe, expect, test } from 'vitest'
import { UnauthenticatedError } from '../../src/errors/request-errors.ts'
import { createToy } from './toy.ts'
import { TRANSPORTS } from './ask-over.ts'

describe.each(Object.entries(TRANSPORTS))('over %s', (transport, ask) => {
  test.each([
    ['{ badInput }', { code: 'BAD_USER_INPUT' }, "The key 'x' is not valid."],
    ['{ forbidden }', { code: 'FORBIDDEN' }, 'Not for you.'],
    [
      '{ throttled }',
      { code: 'THROTTLED', isRetryable: true, retryAfterSeconds: 2, awsRequestId: 'aws-1' },
      'Too fast.',
    ],
    ['{ ownCode }', { code: 'OWN_CODE' }, 'As it is.'],
  ])('keeps the message and code of %s', async (query, extensions, message) => {
    await using toy = createToy()
    const { data, errors } = await ask(toy, query)
    const field = query.slice(2, -2)
    expect(data).toEqual({ [field]: null })
    expect(errors).toMatchObject([{ message, path: [field], locations: [{ line: 1, column: 3 }] }])
    expect(errors?.[0]?.extensions).toEqual({ ...extensions, requestId: toy.facts[0]?.requestId })
    expect(toy.lines.filter(({ level }) => level === 'error')).toEqual([])
  })

  test.each([
    ['{', 'GRAPHQL_PARSE_FAILED', 'Syntax Error'],
    ['{ nothing }', 'GRAPHQL_VALIDATION_FAILED', 'Cannot query field "nothing"'],
    ['query A { hello } query B { hello }', 'OPERATION_RESOLUTION_FAILURE', 'Could not determine'],
    ['query ($v: Int!) { echo(value: $v) }', 'BAD_USER_INPUT', 'type "Int!"'],
    [
      'subscription ($v: Int!) { ticks { value @skip(if: true) } failing @skip(if: true) }',
      'GRAPHQL_VALIDATION_FAILED',
      '',
    ],
  ])('adds a code to an error of GraphQL itself: %s', async (query, code, message) => {
    await using toy = createToy()
    const { data, errors } = await ask(toy, query)
    expect(data).toBeUndefined()
    expect(errors?.[0]?.message).toContain(message)
    expect(errors?.[0]?.extensions).toEqual({ code, requestId: expect.any(String) })
    expect(toy.lines.filter(({ level }) => level === 'error')).toEqual([])
  })

  test('reports an invalid value of a variable as a mistake of the client', async () => {
    await using toy = createToy()
    const { errors } = await ask(toy, 'query ($v: Int!) { echo(value: $v) }', { v: 'seven' })
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }])
  })

  const bugs = ['{ bug }', '{ wrongType }', '{ missing }']
  if (transport !== 'HTTP') bugs.push('subscription { ticks { bug } }', 'subscription { failing }')
  test.each(bugs)('shows only the request ID for a bug in %s, and logs the bug in full', async (query) => {
    await using toy = createToy()
    toy.happened.on('subscribed', () => toy.tick(1))
    const { errors } = await ask(toy, query)
    const requestId = toy.facts[0]?.requestId
    expect(errors).toMatchObject([
      {
        message: `Unexpected error. Quote request id ${requestId} when you report it.`,
        extensions: { code: 'INTERNAL_SERVER_ERROR', requestId },
      },
    ])
    expect(JSON.stringify(errors)).not.toContain('secret')
    expect(toy.lines.filter(({ level }) => level === 'error')).toMatchObject([
      { fields: { requestId, err: expect.any(Error) } },
    ])
  })

  test('responds with the error that the creation of the context throws', async () => {
    await using toy = createToy({
      host: {
        create: () => {
          throw new UnauthenticatedError('The credential is not known here.')
        },
      },
    })
    const { data, errors } = await ask(toy, '{ hello }')
    expect(data).toBeUndefined()
    expect(errors).toMatchObject([
      { message: 'The credential is not known here.', extensions: { code: 'UNAUTHENTICATED' } },
    ])
  })

  test('masks a bug in the creation of the context', async () => {
    await using toy = createToy({
      host: { create: () => Promise.reject(new Error('secret of the credential store')) },
    })
    const { errors } = await ask(toy, '{ hello }')
    expect(errors).toMatchObject([{ extensions: { code: 'INTERNAL_SERVER_ERROR' } }])
    expect(JSON.stringify(errors)).not.toContain('secret')
  })
})
