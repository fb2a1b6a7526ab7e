import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { StatefulSet } from 'kubernetes-models/apps/v1'
import type { IStatefulSet } from 'kubernetes-models/apps/v1'
import { NetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1'
import { PodDisruptionBudget } from 'kubernetes-models/policy/v1'
import { ConfigMap, Service, ServiceAccount } from 'kubernetes-models/v1'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { readCommandLine } from '../../src/config.ts'
import { SHUTDOWN_TIMEOUT_MS } from '../../src/defaults.ts'

const FOLDER = 'deploy/kubernetes'
const read = (file: string) => parse(readFileSync(path.join(FOLDER, file), 'utf8'))

const LABELS = { 'app.kubernetes.io/name': 'kms-rotation-gateway' }
const kustomization: { readonly resources: readonly string[]; readonly images: readonly { name: string }[] } =
  read('kustomization.yaml')
const statefulSet: IStatefulSet = read('stateful-set.yaml')
const pod = statefulSet.spec?.template.spec
const container = pod?.containers[0]
/** The models check the schema of the Kubernetes API. */
const MODELS = [ConfigMap, NetworkPolicy, PodDisruptionBudget, Service, ServiceAccount, StatefulSet]

test('kustomization.yaml lists every manifest, and sets the image of the container', () => {
  expect([...kustomization.resources, 'kustomization.yaml'].toSorted()).toEqual(
    readdirSync(FOLDER).toSorted(),
  )
  expect(kustomization.images.map(({ name }) => name)).toEqual([container?.image])
})

describe.each(kustomization.resources)('%s', (file) => {
  const document: { readonly kind: string } = read(file)

  test('is valid against the schema of the Kubernetes API and has no unknown property', () => {
    const Model = MODELS.find(({ kind }) => kind === document.kind)
    if (!Model) throw new Error(`kubernetes-models does not have the kind ${document.kind}.`)
    expect(notRead(new Model(read(file)), (model) => model.validate())).toEqual([])
  })

  test('has the name and the label that the other manifests use', () => {
    expect(document).toMatchObject({ metadata: { name: 'kms-rotation-gateway', labels: LABELS } })
  })
})

test('the schema rejects an unknown property of a manifest', () => {
  const model = new StatefulSet(statefulSet)
  Object.assign(model.spec?.template.spec?.containers[0]?.resources ?? {}, { limit: {} })
  expect(notRead(model, (each) => each.validate())).toEqual([
    '/spec/template/spec/containers/0/resources/limit',
  ])
})

test('the service, the stateful set, the budget and the network policy select the pod', () => {
  const selectors = [
    read('service.yaml').spec.selector,
    statefulSet.spec?.selector.matchLabels,
    read('pod-disruption-budget.yaml').spec.selector.matchLabels,
    read('network-policy.yaml').spec.podSelector.matchLabels,
  ]
  expect(selectors).toEqual(selectors.map(() => statefulSet.spec?.template.metadata?.labels))
})

test('the gateway accepts the arguments and the configuration file of the manifests, and listens where they say', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'manifests-'))
  const [flag, file = ''] = container?.args ?? []
  const mounted = path.join(folder, path.basename(file))
  writeFileSync(mounted, read('config-map.yaml').data[path.basename(file)])
  const command = readCommandLine([flag ?? '', mounted], { HOST: '0.0.0.0' })
  rmSync(folder, { recursive: true })
  if (command.kind !== 'run') throw new Error('The arguments do not start the gateway.')

  const { config } = command
  const ports = Object.fromEntries((container?.ports ?? []).map((each) => [each.name, each.containerPort]))
  expect(ports).toEqual({ http: config.port, metrics: config.metricsPort })
  expect(String(config.metricsPort)).toBe(
    statefulSet.spec?.template.metadata?.annotations?.['prometheus.io/port'],
  )
  const { auth, dataFolder } = config
  expect(container?.volumeMounts).toMatchObject([
    { name: 'data', mountPath: dataFolder },
    { name: 'config', mountPath: path.dirname(file) },
    { name: 'policy', mountPath: 'policyFile' in auth && path.dirname(auth.policyFile) },
  ])
})

test('the pod conforms to the restricted profile of the Pod Security Standards', () => {
  expect(pod?.securityContext).toMatchObject({
    runAsNonRoot: true,
    seccompProfile: { type: 'RuntimeDefault' },
  })
  expect(container?.securityContext).toEqual({
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    capabilities: { drop: ['ALL'] },
  })
  expect(pod?.volumes?.every((volume) => volume.configMap ?? volume.secret)).toBe(true)
})

test('the grace period of the pod is longer than the shutdown of the gateway', () => {
  const [, seconds = NaN] = container?.lifecycle?.preStop?.exec?.command ?? []
  expect(pod?.terminationGracePeriodSeconds).toBeGreaterThan(Number(seconds) + SHUTDOWN_TIMEOUT_MS / 1_000)
})

/** The paths of the properties that `use` does not read. A validator reads every property that its schema has. */
function notRead<Value extends object>(value: Value, use: (watched: Value) => void): readonly string[] {
  const seen = new Set<string>()
  const watch = <Target extends object>(target: Target, at: string): Target =>
    new Proxy(target, {
      get(object, name) {
        const found: unknown = Reflect.get(object, name)
        const place = `${at}/${String(name)}`
        seen.add(place)
        return typeof found === 'object' && found !== null ? watch(found, place) : found
      },
    })
  use(watch(value, ''))
  return pathsIn(value).filter((each) => !seen.has(each))
}

const pathsIn = (value: unknown, at = ''): readonly string[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([name, member]) => [
        `${at}/${name}`,
        ...pathsIn(member, `${at}/${name}`),
      ])
    : []
