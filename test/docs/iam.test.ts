import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'

const read = (name: string) => readFile(new URL(`../../${name}`, import.meta.url), 'utf8')
const page = await read('docs/iam.md')

interface Statement {
  readonly Sid: string
  readonly Effect: string
  readonly Action: string | readonly string[]
  readonly Resource: string
  readonly Condition?: object
}
const blocks: { Statement?: readonly Statement[] }[] = [...page.matchAll(/^```json\n([^]*?)^```/gm)].map(
  ([, json = '']) => JSON.parse(json),
)
const policies = blocks.flatMap(({ Statement }) => (Statement ? [Statement] : []))
const actionsOf = (statement: Statement | undefined) => [statement?.Action ?? []].flat().toSorted()

/** The SDK commands that the adapter sends. No other file may import the SDK. */
async function calledOperations(): Promise<readonly string[]> {
  const source = await read('src/kms/aws/aws-kms.ts')
  return [...source.matchAll(/new (\w+)Command\(/g)].map(([, name]) => `kms:${name}`).toSorted()
}

describe('the policy of docs/iam.md', () => {
  test('allows exactly the operations that the gateway calls', async () => {
    expect(policies).toHaveLength(1)
    const called = await calledOperations()
    expect(called).toHaveLength(9)
    expect(policies.flat().flatMap(actionsOf).toSorted()).toEqual(called)
    for (const { Effect } of policies.flat()) expect(Effect).toBe('Allow')
  })

  test('allows every resource only for operations that require it', () => {
    const anything = policies.flat().filter(({ Resource }) => Resource === '*')
    expect(anything.flatMap(actionsOf)).toEqual(['kms:ListAliases', 'kms:ListKeys'])
  })

  test('keeps all changes in the one statement that a read-only gateway leaves out', async () => {
    const changes = (await calledOperations()).filter((action) => !/:(List|Describe|Get)/.test(action))
    expect(actionsOf(policies.flat().find(({ Sid }) => Sid === 'Rotate'))).toEqual(changes)
  })

  test('is the same as in README.md, if README.md has a policy', async () => {
    const shown = [...(await read('README.md')).matchAll(/^```json\n(\{\n {2}"Version"[^]*?)^```/gm)]
    for (const [, json = ''] of shown) expect(JSON.parse(json).Statement).toEqual(policies[0])
  })

  test('has three more JSON blocks, each with a condition', () => {
    const rest = blocks.filter(({ Statement }) => !Statement)
    expect(rest).toHaveLength(3)
    for (const block of rest) expect(block).toHaveProperty('Condition')
  })
})
