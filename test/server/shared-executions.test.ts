import { parse } from 'graphql'
import { describe, expect, test } from 'vitest'
import { createSharedExecutions } from '../../src/server/stream/shared-executions.ts'
import type { ExecutionKey } from '../../src/server/stream/shared-executions.ts'

const document = parse(
  'subscription S($after: String, $size: Int, $more: Boolean!) { ticks(after: $after) { at @include(if: $more) ...T } } fragment T on Tick { history(first: $size) { at } }',
)
const viewpoint = (
  variableValues: object,
  others: Partial<ExecutionKey> & Partial<ExecutionKey['args']> = {},
) => {
  const { context = 'reader', ...args } = others
  return { args: { document, variableValues: { ...variableValues }, ...args }, context }
}

/** Which of the viewpoints are executed for one event. */
function executedOf(...viewpoints: readonly ExecutionKey[]): readonly number[] {
  const share = createSharedExecutions()
  const event = {}
  const executed: number[] = []
  for (const [index, each] of viewpoints.entries())
    void share(each)(event, () => {
      executed.push(index)
      return { data: { index } }
    })
  return executed
}

describe('shared executions', () => {
  const one = { after: 'a', size: 1, more: true }

  test('an event is executed once for equal selections, also with different cursors', () => {
    expect(executedOf(viewpoint(one), viewpoint(one), viewpoint({ ...one, after: 'b' }))).toEqual([0])
  })

  test.each<[difference: string, other: ExecutionKey]>([
    ['a variable of the selection, in a fragment', viewpoint({ ...one, size: 2 })],
    ['a variable of a directive', viewpoint({ ...one, more: false })],
    ['other rights', viewpoint(one, { context: 'writer' })],
    ['another operation of the document', viewpoint(one, { operationName: 'S' })],
    [
      'another document',
      viewpoint(one, { document: parse('subscription ($after: String) { ticks(after: $after) { at } }') }),
    ],
  ])('an event is executed again for %s', (_, other) => {
    expect(executedOf(viewpoint(one), other, viewpoint(one))).toEqual([0, 1])
  })

  test('each event is executed, and its result is kept with it', () => {
    const share = createSharedExecutions()
    const [first, second] = [{}, {}]
    const answers = [first, second, first].map((event, index) =>
      share(viewpoint(one))(event, () => ({ data: { index } })),
    )
    expect(answers).toEqual([{ data: { index: 0 } }, { data: { index: 1 } }, { data: { index: 0 } }])
  })

  test('variables of a nested field distinguish executions, even if an argument of the root field has the same name', () => {
    const nested = parse('subscription ($after: String) { ticks { history(after: $after) { at } } }')
    const at = (after: string) => viewpoint({ after }, { document: nested })
    expect(executedOf(at('a'), at('b'))).toEqual([0, 1])
  })
})
