import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { IStatefulSet } from 'kubernetes-models/apps/v1'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { parseAccounts } from '../../src/accounts/parse-accounts.ts'
import { readCommandLine } from '../../src/config.ts'

const FOLDER = 'deploy/kubernetes-accounts'
const readText = (file: string) => readFileSync(path.join(FOLDER, file), 'utf8')

const kustomization = parse(readText('kustomization.yaml'))
const [generated] = kustomization.configMapGenerator
const patch: IStatefulSet = parse(readText(kustomization.patches[0].path))
const base: IStatefulSet = parse(readText(`${kustomization.resources[0]}/stateful-set.yaml`))
const containerOf = ({ spec }: IStatefulSet) => spec?.template.spec?.containers[0]
const [mount] = containerOf(patch)?.volumeMounts ?? []
const [volume] = patch.spec?.template.spec?.volumes ?? []
const [variable] = containerOf(patch)?.env ?? []

test('the patch changes the stateful set and the container of the manifests, and adds a volume that they do not have', () => {
  expect(patch.metadata?.name).toBe(base.metadata?.name)
  expect(containerOf(patch)?.name).toBe(containerOf(base)?.name)
  expect(volume?.configMap?.name).toBe(generated.name)
  expect(mount?.name).toBe(volume?.name)
  const { volumes = [] } = base.spec?.template.spec ?? {}
  expect(volumes.map(({ name }) => name)).not.toContain(volume?.name)
})

test('the gateway reads the mounted accounts file, which is valid', () => {
  const file = path.join(mount?.mountPath ?? '', generated.files[0])
  const command = readCommandLine([], { [variable?.name ?? '']: variable?.value })
  expect(command).toMatchObject({ kind: 'run', config: { accountsFile: file } })
  const accounts = parseAccounts(readText('accounts.json'), {
    source: 'accounts.json',
    regions: ['us-east-1'],
    partitionOf: () => 'aws',
  })
  expect(accounts).toMatchObject([{ name: 'prod' }, { name: 'staging', quotas: { share: 0.3 } }])
})
