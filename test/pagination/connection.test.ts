import { describe, expect, test } from 'vitest'
import { toConnection } from '../../src/pagination/connection.ts'

describe('a connection', () => {
  test('starts and ends with the cursors of its first and last edge', () => {
    const edges = ['a', 'b', 'c'].map((node) => ({ cursor: `cursor of ${node}`, node }))
    expect(toConnection(edges, { hasNextPage: true, hasPreviousPage: false })).toEqual({
      edges,
      pageInfo: {
        hasNextPage: true,
        hasPreviousPage: false,
        startCursor: 'cursor of a',
        endCursor: 'cursor of c',
      },
    })
  })

  test('has no cursors when it is empty', () => {
    expect(toConnection([], { hasNextPage: false, hasPreviousPage: true })).toEqual({
      edges: [],
      pageInfo: { hasNextPage: false, hasPreviousPage: true, startCursor: null, endCursor: null },
    })
  })
})
