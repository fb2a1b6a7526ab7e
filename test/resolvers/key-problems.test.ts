import { describe, expect, test } from 'vitest'
import type { KeyInFullQuery } from '../documents/generated/graphql.ts'
import { KeyInFullDocument, KeysInFullDocument } from '../documents/generated/graphql.ts'
import { startGateway } from '../support/gateway.ts'
import type { TestGateway } from '../support/gateway.ts'

type Key = NonNullable<KeyInFullQuery['key']>

/** Keys that cannot be read completely, each for a different reason, and one key that can. */
async function startWithProblems(): Promise<{
  gateway: TestGateway
  arns: Readonly<Record<string, string>>
}> {
  const gateway = await startGateway({ speed: 0, settings: { isThrottling: false } })
  const { emulator } = gateway
  const keys = {
    plain: emulator.createKey({ createdAt: '-9d' }),
    denied: emulator.createKey({
      aliases: ['denied'],
      denies: ['DescribeKey', 'GetKeyRotationStatus', 'ListKeyRotations', 'ListResourceTags'],
      automaticRotation: {},
    }),
    managed: emulator.createKey({
      manager: 'AWS',
      aliases: ['aws/acm'],
      denies: ['GetKeyRotationStatus', 'ListKeyRotations', 'ListResourceTags'],
    }),
    hsm: emulator.createKey({ origin: 'AWS_CLOUDHSM' }),
    rsa: emulator.createKey({ spec: 'RSA_2048', usage: 'SIGN_VERIFY' }),
    imported: emulator.createKey({ origin: 'EXTERNAL' }),
    creating: emulator.createKey({ state: 'Creating' }),
    primary: emulator.createKey({
      region: 'eu-west-1',
      replicaRegions: ['us-east-1'],
      automaticRotation: {},
    }),
  }
  const arns = Object.fromEntries(Object.entries(keys).map(([name, { arn }]) => [name, arn]))
  return { gateway, arns: { ...arns, replica: keys.primary.arn.replace('eu-west-1', 'us-east-1') } }
}

/** The error codes by field of `problems`. */
const problemsOf = ({ problems }: Key): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(problems).flatMap(([read, problem]) => (problem ? [[read, problem.code]] : [])),
  )

const blockersOf = ({ capabilities }: Key): readonly string[] =>
  capabilities.rotateOnDemand.blockers.map(({ reason }) => reason)

describe('a page of keys that cannot be read completely', () => {
  test('is complete, and `problems` has every error', async () => {
    const { gateway, arns } = await startWithProblems()
    await using _ = gateway
    const { data, errors } = await gateway.answer(KeysInFullDocument)
    expect(errors).toBeUndefined()
    const byArn = new Map(data?.keys.nodes.map((node) => [node.arn, node]))
    const found = (name: string): Key => {
      const key = byArn.get(arns[name] ?? '')
      if (!key) throw new Error(`${name} is missing`)
      return key
    }
    expect(byArn.size).toBe(Object.keys(arns).length)

    const summary = Object.keys(arns).map((name) => {
      const key = found(name)
      return [name, key.rotationStatus.automatic, key.compliance.verdict, blockersOf(key), problemsOf(key)]
    })
    const unsupported = 'UNSUPPORTED_KEY'
    expect(summary).toEqual([
      ['plain', 'DISABLED', 'COMPLIANT', [], {}],
      [
        'denied',
        'UNKNOWN',
        'UNKNOWN',
        ['METADATA_UNREADABLE'],
        {
          metadata: 'ACCESS_DENIED',
          rotationStatus: 'ACCESS_DENIED',
          rotations: 'ACCESS_DENIED',
          materials: 'ACCESS_DENIED',
          tags: 'ACCESS_DENIED',
        },
      ],
      [
        'managed',
        'AWS_MANAGED',
        'NOT_APPLICABLE',
        ['AWS_MANAGED_KEY'],
        { rotations: 'ACCESS_DENIED', materials: 'ACCESS_DENIED', tags: 'ACCESS_DENIED' },
      ],
      [
        'hsm',
        'NOT_SUPPORTED',
        'NOT_APPLICABLE',
        ['CUSTOM_KEY_STORE'],
        { rotationStatus: unsupported, rotations: unsupported, materials: unsupported },
      ],
      [
        'rsa',
        'NOT_SUPPORTED',
        'NOT_APPLICABLE',
        ['SPEC_NOT_SUPPORTED'],
        { rotations: unsupported, materials: unsupported },
      ],
      ['imported', 'NOT_SUPPORTED', 'COMPLIANT', ['NO_PENDING_MATERIAL'], { rotationStatus: unsupported }],
      [
        'creating',
        'DISABLED',
        'NOT_APPLICABLE',
        ['KEY_NOT_READY'],
        { rotations: 'KEY_STATE', materials: 'KEY_STATE' },
      ],
      ['primary', 'ENABLED', 'COMPLIANT', [], {}],
      ['replica', 'ENABLED', 'COMPLIANT', ['NOT_PRIMARY_REGION'], {}],
    ])
  })

  test('never shows an unknown value as off, empty or zero', async () => {
    const { gateway } = await startWithProblems()
    await using _ = gateway
    const { keys } = await gateway.ask(KeysInFullDocument)
    for (const { problems, rotationStatus, ...key } of keys.nodes) {
      const isMetadataKnown = problems.metadata === null
      expect(key.state !== null).toBe(isMetadataKnown)
      expect(key.createdAt !== null).toBe(isMetadataKnown)
      expect(key.description !== null).toBe(isMetadataKnown)
      expect(key.tags !== null).toBe(problems.tags === null)
      expect(key.aliases !== null).toBe(problems.aliases === null)
      expect(key.rotations !== null).toBe(problems.rotations === null)
      expect(key.currentMaterial !== null).toBe(problems.materials === null)
      const isStatusKnown = problems.rotationStatus === null && key.manager !== 'AWS'
      for (const value of [
        rotationStatus.isEnabled,
        rotationStatus.isOnDemandInProgress,
        rotationStatus.observedAt,
      ])
        expect(value !== null).toBe(isStatusKnown)
      expect(key.onDemandQuota !== null).toBe(problems.rotations === null && key.manager !== 'AWS')
    }
  })

  test('reports the denied action, the resource and the property of the key', async () => {
    const { gateway, arns } = await startWithProblems()
    await using _ = gateway
    const problems = async (name: string) =>
      (await gateway.ask(KeyInFullDocument, { by: { arn: arns[name] ?? '' } })).key?.problems
    expect((await problems('denied'))?.rotations).toEqual({
      __typename: 'AccessDeniedError',
      code: 'ACCESS_DENIED',
      message: expect.stringContaining(`denied the gateway kms:ListKeyRotations on ${arns['denied']}`),
      isRetryable: false,
      awsRequestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      action: 'kms:ListKeyRotations',
      resourceArn: arns['denied'],
    })
    expect((await problems('hsm'))?.rotationStatus).toMatchObject({
      reason: 'CUSTOM_KEY_STORE',
      primaryKey: null,
    })
    expect((await problems('rsa'))?.rotations).toMatchObject({ reason: 'SPEC_NOT_SUPPORTED' })
    expect((await problems('imported'))?.rotationStatus).toMatchObject({ reason: 'IMPORTED_MATERIAL' })
    expect((await problems('creating'))?.rotations).toMatchObject({ state: 'CREATING' })
  })

  test('does not read the status of an AWS managed key', async () => {
    const { gateway, arns } = await startWithProblems()
    await using _ = gateway
    await gateway.ask(KeyInFullDocument, { by: { arn: arns['managed'] ?? '' } })
    expect(gateway.emulator.calls('GetKeyRotationStatus')).toBe(0)
  })

  test('stays complete for every way in which KMS can fail for one key', async () => {
    const { gateway, arns } = await startWithProblems()
    await using _ = gateway
    const failures = [
      ['DescribeKey', 'ThrottlingException', 'THROTTLED', 'metadata'],
      ['GetKeyRotationStatus', 'KMSInvalidStateException', 'KEY_STATE', 'rotationStatus'],
      ['ListKeyRotations', 'NotFoundException', 'KEY_NOT_FOUND', 'rotations'],
      ['ListResourceTags', 'UnrecognizedClientException', 'ACCESS_DENIED', 'tags'],
    ] as const
    for (const [operation, code] of failures)
      gateway.emulator.addFault({ kind: 'error', operation, code, keyId: arns['plain'] ?? '' })
    const { data, errors } = await gateway.answer(KeysInFullDocument)
    expect(errors).toBeUndefined()
    expect(data?.keys.nodes).toHaveLength(Object.keys(arns).length)
    const plain = data?.keys.nodes.find(({ arn }) => arn === arns['plain'])
    expect(plain && problemsOf(plain)).toEqual({
      ...Object.fromEntries(failures.map(([, , code, read]) => [read, code])),
      materials: 'KEY_NOT_FOUND',
    })
    expect(JSON.stringify(data)).not.toMatch(/UnknownError|arn:aws:(iam|sts)/)
  })
})

describe('a key with values that the gateway does not know', () => {
  test('shows values that AWS added as UNRECOGNIZED or as text, and null for absent values', async () => {
    await using gateway = await startGateway({ speed: 0 })
    const { arn } = gateway.emulator.createKey({
      metadata: {
        KeyState: 'Hibernating',
        Origin: 'MOON',
        KeyManager: 'ROBOT',
        KeySpec: 'QUANTUM_9',
        KeyUsage: 'DREAM',
        CreationDate: null,
      },
    })
    const { key } = await gateway.ask(KeyInFullDocument, { by: { arn } })
    expect(key).toMatchObject({
      state: 'UNRECOGNIZED',
      origin: 'UNRECOGNIZED',
      manager: 'UNRECOGNIZED',
      spec: 'QUANTUM_9',
      usage: 'DREAM',
      createdAt: null,
      problems: { metadata: null },
    })
  })
})
