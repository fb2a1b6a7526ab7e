import { expect, expectTypeOf, test } from 'vitest'
import { createClient } from '../../client/index.ts'
import type { TypedDocument } from '../../client/index.ts'
import { KeyIdOfDocument } from '../documents/generated/graphql.ts'
import {
  CompletionsDocument,
  FollowRequestDocument,
  KeyArnsDocument,
  RotateDocument,
  ViewerDocument,
} from './generated/graphql.ts'
import type {
  CompletionsSubscription,
  KeyArnsQuery,
  RotateMutation,
  ViewerQuery,
} from './generated/graphql.ts'

const client = createClient({ url: 'http://127.0.0.1:1/graphql' })
/** Calls that are checked by the compiler and never made. */
const calls = () => ({
  withoutVariables: client.query(ViewerDocument),
  withOptionalVariables: client.query(KeyArnsDocument),
  withVariables: client.query(KeyArnsDocument, { first: 1 }, { signal: AbortSignal.abort() }),
  partial: client.execute(ViewerDocument),
  mutation: client.mutate(RotateDocument, { input: { key: { arn: '' } } }),
  once: client.intention().mutate(RotateDocument, (idempotencyKey) => ({
    input: { key: { arn: '' }, idempotencyKey },
  })),
  stream: client.stream(CompletionsDocument, { keys: [] }, { after: 'cursor' }),
  text: client.query<{ readonly __typename: string }, unknown>('{ __typename }'),
})
type Calls = ReturnType<typeof calls>

test('the results have the types of the documents', () => {
  expectTypeOf<Calls['withoutVariables']>().resolves.toEqualTypeOf<ViewerQuery>()
  expectTypeOf<Calls['withOptionalVariables']>().resolves.toEqualTypeOf<KeyArnsQuery>()
  expectTypeOf<Calls['withVariables']>().resolves.toEqualTypeOf<KeyArnsQuery>()
  expectTypeOf<Awaited<Calls['partial']>['data']>().toEqualTypeOf<ViewerQuery>()
  expectTypeOf<Calls['mutation']>().resolves.toEqualTypeOf<RotateMutation>()
  expectTypeOf<Calls['once']>().resolves.toEqualTypeOf<RotateMutation>()
  expectTypeOf<Calls['stream']>().toEqualTypeOf<AsyncIterableIterator<CompletionsSubscription, undefined>>()
  expectTypeOf<Calls['text']>().resolves.toEqualTypeOf<{ readonly __typename: string }>()
  expectTypeOf<'{ __typename }'>().toExtend<TypedDocument<unknown, unknown>>()
})

test('the compiler rejects missing variables, unknown variables, a second cursor and parsed documents', () => {
  expect(() => ({
    // @ts-expect-error The mutation requires an input.
    withoutInput: client.mutate(RotateDocument),
    // @ts-expect-error The query has no such variable.
    unknown: client.query(KeyArnsDocument, { last: 1 }),
    // @ts-expect-error The subscription requires an ID.
    withoutId: client.stream(FollowRequestDocument),
    // @ts-expect-error The cursor is an option.
    twoCursors: client.stream(CompletionsDocument, { after: 'cursor' }),
    // @ts-expect-error A parsed document has no text.
    parsed: client.query(KeyIdOfDocument, { arn: '' }),
    // @ts-expect-error The credential is a function, so that it can change.
    fixed: createClient({ url: '', credential: 'token' }),
  })).toBeTypeOf('function')
})
