import { readFile } from 'node:fs/promises'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { GraphQLEnumType, parse, validate } from 'graphql'
import { expect, test } from 'vitest'
import { demoRotationPolicy } from '../../emulator/demo-fleet/rotation-policy.ts'
import { defaultPolicy } from '../../src/defaults.ts'
import { parseRotationPolicy } from '../../src/rotation/policy/parse-rotation-policy.ts'
import { schema } from '../../src/schema/index.ts'
import { DEMO, demoPolicy } from '../support/demo.ts'
import { startGateway } from '../support/gateway.ts'

const root = new URL('../../', import.meta.url)
const page = await readFile(new URL('docs/rotation-policy.md', root), 'utf8')
const blocksOf = (language: string) =>
  [...page.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms'))].map(([, text = '']) => text)

test('docs/rotation-policy.md has a file that the gateway and the published schema accept, as is the file of the demo', async () => {
  const isValid = new Ajv2020().compile(
    JSON.parse(await readFile(new URL('rotation-policy.schema.json', root), 'utf8')),
  )
  const [example = ''] = blocksOf('json')
  expect(parseRotationPolicy(example, { source: 'docs', defaults: defaultPolicy }).rules).toHaveLength(3)
  expect(isValid(JSON.parse(example))).toBe(true)
  expect(isValid(demoRotationPolicy(Date.now()))).toBe(true)
})

test('docs/rotation-policy.md has valid queries', () => {
  const queries = blocksOf('graphql')
  expect(queries).toHaveLength(2)
  for (const query of queries) expect(validate(schema, parse(query))).toEqual([])
})

const verdictType = schema.getType('ComplianceVerdict')
const VERDICTS = new Set(
  verdictType instanceof GraphQLEnumType ? verdictType.getValues().map(({ name }) => name) : [],
)

test('docs/rotation-policy.md explains every verdict', () => {
  expect(new Set([...page.matchAll(/^\| `([A-Z_]+)` +\|/gm)].map(([, verdict]) => verdict))).toEqual(VERDICTS)
})

test('the demo has a key of each verdict, and an exception that ends within 30 days', async () => {
  await using gateway = await startGateway({
    ...DEMO,
    speed: 0,
    gateway: { rotationPolicy: { current: demoPolicy() } },
  })
  const { data, errors } = await gateway.answer<
    { keys: { nodes: { compliance: { verdict: string } }[] }; rotationPolicy: unknown },
    object
  >(
    '{ keys(first: 100) { nodes { compliance { verdict } } } rotationPolicy { exceptions(endingWithinDays: 30) { exceptionId } } }',
  )
  expect(errors).toBeUndefined()
  expect(new Set(data?.keys.nodes.map(({ compliance }) => compliance.verdict))).toEqual(VERDICTS)
  expect(data?.rotationPolicy).toEqual({ exceptions: [{ exceptionId: 'EX-2041' }] })
})
