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

describe('an event is executed', () => {
  const one = { after: 'a', size: 1, more: true }

  test('once for all that see it in the same way, wherever they resumed from', () => {
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
  ])('anew for %s', (_, other) => {
    expect(executedOf(viewpoint(one), other, viewpoint(one))).toEqual([0, 1])
  })

  test('anew for each event, and what was answered stays with its event', () => {
    const share = createSharedExecutions()
    const [first, second] = [{}, {}]
    const answers = [first, second, first].map((event, index) =>
      share(viewpoint(one))(event, () => ({ data: { index } })),
    )
    expect(answers).toEqual([{ data: { index: 0 } }, { data: { index: 1 } }, { data: { index: 0 } }])
  })

  test('counts the arguments of a field below the root, even if it is called like an argument of the root', () => {
    const nested = parse('subscription ($after: String) { ticks { history(after: $after) { at } } }')
    const at = (after: string) => viewpoint({ after }, { document: nested })
    expect(executedOf(at('a'), at('b'))).toEqual([0, 1])
  })
})
