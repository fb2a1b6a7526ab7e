import { expect, test } from 'vitest'
import { nodeRanges, selectNodes } from '../../scripts/versions/node-range.ts'

const ranges = nodeRanges('^20.19 || ^22.12 || ^24')
const [node20, node22, node24] = ranges

test('reads the ranges of engines with their major versions', () => {
  expect(ranges).toEqual([
    { range: '^20.19', major: 20 },
    { range: '^22.12', major: 22 },
    { range: '^24', major: 24 },
  ])
})

test.each([
  [[], { nodes: [node20, node22, node24], filters: [] }],
  [['22'], { nodes: [node22], filters: [] }],
  [['24', '20', 'test/server', '2'], { nodes: [node24, node20], filters: ['test/server', '2'] }],
  [['test/server'], { nodes: [node20, node22, node24], filters: ['test/server'] }],
])('the arguments %j select versions of Node.js and tests', (args, selection) => {
  expect(selectNodes(ranges, args)).toEqual(selection)
})

test('rejects a version of Node.js that engines does not contain', () => {
  expect(() => selectNodes(ranges, ['18'])).toThrow(
    'Node 18 is not in engines of package.json. Select from: 20, 22, 24.',
  )
})
