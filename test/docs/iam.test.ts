import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { isRead, KMS_OPERATIONS } from '../../src/kms/operations.ts'
import type { KmsOperation } from '../../src/kms/kms.ts'

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

const actionOf = (operation: KmsOperation) => `kms:${operation}`

describe('the policy of docs/iam.md', () => {
  test('allows exactly the operations that the gateway calls', () => {
    expect(policies).toHaveLength(1)
    expect(policies.flat().flatMap(actionsOf).toSorted()).toEqual(KMS_OPERATIONS.map(actionOf).toSorted())
    for (const { Effect } of policies.flat()) expect(Effect).toBe('Allow')
  })

  test('allows every resource only for operations that require it', () => {
    const anything = policies.flat().filter(({ Resource }) => Resource === '*')
    expect(anything.flatMap(actionsOf)).toEqual(['kms:ListAliases', 'kms:ListKeys'])
  })

  test('keeps all changes in the one statement that a read-only gateway leaves out', () => {
    const changes = KMS_OPERATIONS.filter((operation) => !isRead(operation))
    expect(actionsOf(policies.flat().find(({ Sid }) => Sid === 'Rotate'))).toEqual(
      changes.map(actionOf).toSorted(),
    )
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
