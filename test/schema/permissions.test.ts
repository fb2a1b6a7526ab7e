import { graphql, parse, subscribe } from 'graphql'
import type { ExecutionResult } from 'graphql'
import { describe, expect, test } from 'vitest'
import { anonymousViewer } from '../../src/auth/viewer.ts'
import type { Permission } from '../../src/auth/viewer.ts'
import { ForbiddenError } from '../../src/errors/request-errors.ts'
import { schema } from '../../src/schema/index.ts'
import { AboutDocument, KeyInFullDocument } from '../documents/generated/graphql.ts'
import { startGateway } from '../support/gateway.ts'

/** A resolver that runs without permission fails with another error, because the context is empty. */
const contextOf = (...permissions: readonly Permission[]) => ({
  viewer: { ...anonymousViewer, subject: 'alice', permissions: new Set(permissions) },
})

const READS = [
  ['key', '{ key(by: { keyId: "x" }) { id } }'],
  ['keys', '{ keys { nodes { id } } }'],
  ['fleet', '{ fleet { keyCount } }'],
  ['upcoming', '{ upcoming(until: "2030-01-01T00:00:00Z") { keyCount } }'],
  ['rotations', '{ rotations { nodes { id } } }'],
  ['node', '{ node(id: "x") { id } }'],
  ['nodes', '{ nodes(ids: ["x"]) { id } }'],
  ['scopes', '{ scopes { region } }'],
  ['rotationEvents', '{ rotationEvents { nodes { eventId } } }'],
  ['changes', '{ changes { nodes { id } } }'],
  ['rotationRequests', '{ rotationRequests { nodes { id } } }'],
  ['rotationPolicy', '{ rotationPolicy { rules { ruleId } } }'],
] as const
const WRITES = [
  ['rotateKeyOnDemand', '{ key: { keyId: "x" } }'],
  ['enableKeyRotation', '{ key: { keyId: "x" } }'],
  ['disableKeyRotation', '{ key: { keyId: "x" } }'],
] as const
const STREAMS = [
  ['rotationRequest', 'subscription { rotationRequest(id: "x") { id } }'],
  ['rotationCompleted', 'subscription { rotationCompleted { __typename } }'],
  ['rotationEvents', 'subscription { rotationEvents { __typename } }'],
] as const

const rootFields = (type: 'Query' | 'Mutation' | 'Subscription') => {
  const fields = {
    Query: schema.getQueryType(),
    Mutation: schema.getMutationType(),
    Subscription: schema.getSubscriptionType(),
  }
  return Object.keys(fields[type]?.getFields() ?? {})
}

const errorOf = ({ errors }: ExecutionResult): unknown => errors?.[0]?.originalError

describe('a viewer without the permission', () => {
  test.each(READS)('to read is rejected with FORBIDDEN: %s', async (_, source) => {
    const result = await graphql({ schema, source, contextValue: contextOf('ROTATION_WRITE') })
    expect(errorOf(result)).toBeInstanceOf(ForbiddenError)
    expect(result.errors?.[0]?.message).not.toContain('alice')
    expect(result.errors?.[0]?.message).toContain('@requiresPermission')
  })

  test.each(WRITES)(
    'to write is rejected by a top-level error, not by a member of the result: %s',
    async (name, input) => {
      const source = `mutation { ${name}(input: ${input}) { __typename } }`
      const result = await graphql({ schema, source, contextValue: contextOf('ROTATION_READ', 'ADMIN') })
      expect(errorOf(result)).toBeInstanceOf(ForbiddenError)
      expect(result.data ?? null).toBeNull()
    },
  )

  test.each(STREAMS)('to read is rejected before the stream starts: %s', async (_, source) => {
    const result = await subscribe({
      schema,
      document: parse(source),
      contextValue: contextOf('ROTATION_WRITE'),
    })
    if (Symbol.asyncIterator in result) throw new Error('the subscription started')
    expect(errorOf(result)).toBeInstanceOf(ForbiddenError)
  })

  test('of an administrator gets an error for kmsBudgets and all other fields', async () => {
    const source = '{ scopes { region kmsBudgets { operation } } }'
    const contextValue = {
      ...contextOf('ROTATION_READ', 'ROTATION_WRITE'),
      scopes: { all: [{ region: 'eu-west-1' }] },
    }
    const result = await graphql({ schema, source, contextValue })
    expect(errorOf(result)).toBeInstanceOf(ForbiddenError)
    expect(result.data).toEqual({ scopes: [{ region: 'eu-west-1', kmsBudgets: null }] })
  })

  test('is tested with every root field', () => {
    const names = (cases: readonly (readonly [string, string])[]) => cases.map(([name]) => name).toSorted()
    expect([...names(READS), 'gateway', 'rateLimit', 'viewer'].toSorted()).toEqual(
      rootFields('Query').toSorted(),
    )
    expect(names(WRITES)).toEqual(rootFields('Mutation').toSorted())
    expect(names(STREAMS)).toEqual(rootFields('Subscription').toSorted())
  })
})

describe('a read-only gateway', () => {
  test('has no mutations, reports isReadOnly, and names the missing permission as the blocker of a rotation', async () => {
    await using it = await startGateway({ speed: 0, gateway: { isReadOnly: true } })
    const { arn } = it.emulator.createKey()

    const { errors } = await it.answer(
      'mutation { rotateKeyOnDemand(input: { key: { keyId: "x" } }) { __typename } }',
    )
    expect(errors?.[0]).toMatchObject({
      message: expect.stringContaining('mutation'),
      extensions: { code: 'BAD_USER_INPUT' },
    })

    const { gateway, viewer } = await it.ask(AboutDocument)
    expect(gateway).toMatchObject({ isReadOnly: true, mode: 'EMULATED', version: '0.0.0-test' })
    expect(viewer.permissions).toEqual(['ROTATION_READ', 'ADMIN'])

    const { key } = await it.ask(KeyInFullDocument, { by: { arn } })
    for (const capability of Object.values(key?.capabilities ?? {}))
      expect(capability).toMatchObject({
        isAllowed: false,
        blockers: expect.arrayContaining([expect.objectContaining({ reason: 'VIEWER_LACKS_PERMISSION' })]),
      })
    expect(it.emulator.calls('RotateKeyOnDemand')).toBe(0)
  })
})

describe('a gateway that changes keys', () => {
  test('shows its version, limits and the viewer to every caller without calling KMS', async () => {
    await using it = await startGateway({ speed: 0, gateway: { limits: { maxPageSize: 7 } } })
    const { gateway, viewer } = await it.ask(AboutDocument)
    expect(gateway).toEqual({
      version: '0.0.0-test',
      mode: 'EMULATED',
      isReadOnly: false,
      limits: {
        defaultPageSize: 25,
        maxPageSize: 7,
        maxNodes: 100,
        defaultScanLimit: 200,
        maxScanLimit: 1000,
        maxSortableKeys: 1000,
        onDemandRotationsPerKey: 25,
        completionTimeoutMs: 900_000,
      },
    })
    expect(viewer).toEqual({
      subject: 'anonymous',
      permissions: ['ROTATION_READ', 'ROTATION_WRITE', 'ADMIN'],
    })
    expect(it.emulator.calls()).toBe(0)
  })
})
