import { readFile, readdir } from 'node:fs/promises'
import type * as WorkflowParser from '@actions/workflow-parser'
import { tsImport } from 'tsx/esm/api'
import { describe, expect, test } from 'vitest'

// With tsx, because the package imports JSON without an import attribute.
const { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow }: typeof WorkflowParser =
  await tsImport('@actions/workflow-parser', import.meta.url)

const FOLDER = '.github/workflows'
const files = await readdir(FOLDER)
const read = (file: string) => readFile(`${FOLDER}/${file}`, 'utf8')

describe.each(files)('%s', (file) => {
  test('is a valid workflow for GitHub', async () => {
    const { context, value } = parseWorkflow(
      { name: file, content: await read(file) },
      new NoOperationTraceWriter(),
    )
    expect(context.errors.getErrors().map(({ message }) => message)).toEqual([])
    if (!value) throw new Error(`${file} is empty`)
    const { errors } = await convertWorkflowTemplate(context, value)
    expect(errors ?? []).toEqual([])
  })

  test('names each action by its commit, with the version as a comment', async () => {
    const actions = [...(await read(file)).matchAll(/uses: (?!\.\/)(.*)/g)].map(([, action]) => action)
    expect(actions.length).toBeGreaterThan(0)
    for (const action of actions) expect(action).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/)
  })
})

test('CI runs on the Node.js versions in package.json, and Renovate proposes only packages that run on them', async () => {
  const { engines } = JSON.parse(await readFile('package.json', 'utf8'))
  const versions = [...engines.node.matchAll(/\^(\d+)/g)].map(([, version]) => version)
  expect(await read('ci.yml')).toContain(`node: [${versions.join(', ')}]`)
  const renovate = JSON.parse(await readFile('.github/renovate.json', 'utf8'))
  expect(renovate).toMatchObject({ constraintsFiltering: 'strict', constraints: { node: engines.node } })
})
