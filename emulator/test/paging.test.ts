import {
  ListAliasesCommand,
  ListKeyRotationsCommand,
  ListKeysCommand,
  ListResourceTagsCommand,
  paginateListKeyRotations,
} from '@aws-sdk/client-kms'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { kmsOverSocket, refusalOf } from './kms-over-socket.ts'
import type { KmsOverSocket } from './kms-over-socket.ts'
import { atMost } from '../../test/support/at-most.ts'

let server: KmsOverSocket
beforeEach(async () => {
  server = await kmsOverSocket()
})
afterEach(() => server[Symbol.asyncDispose]())

const rotations = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ date: `-${count - index}d` }))

async function walk(keyId: string, limit?: number) {
  const pages: number[] = []
  const ids: (string | undefined)[] = []
  let marker: string | undefined
  for (const _ of atMost(1_000, 'pages')) {
    const page = await server
      .kms()
      .send(new ListKeyRotationsCommand({ KeyId: keyId, Limit: limit, Marker: marker }))
    const entries = page.Rotations ?? []
    pages.push(entries.length)
    ids.push(...entries.map((entry) => entry.KeyMaterialId))
    expect(page.Truncated).toBe(page.NextMarker !== undefined)
    marker = page.NextMarker
    if (marker === undefined) break
  }
  return { pages, ids }
}

const whole = (keyId: string) =>
  server.emulator.key(keyId).rotations.map(({ keyMaterialId }) => keyMaterialId)

test.each([1, 2, 3, 6, 7, 8])(
  'pages with a Limit of %i contain every rotation once, in order',
  async (limit) => {
    const { keyId } = server.emulator.createKey({ rotations: rotations(7) })
    const { pages, ids } = await walk(keyId, limit)
    expect(ids).toEqual(whole(keyId))
    expect(Math.max(...pages)).toBeLessThanOrEqual(limit)
    expect(pages).toHaveLength(Math.ceil(7 / limit))
  },
)

test('the default page sizes are 100 keys, 50 aliases, 50 tags and 100 rotations', async () => {
  const tags = Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`tag-${index}`, 'x']))
  const { keyId } = server.emulator.createKey({ rotations: rotations(120), tags })
  for (let index = 0; index < 120; index += 1) server.emulator.createKey({ aliases: [`alias-${index}`] })
  const kms = server.kms()
  expect((await kms.send(new ListKeysCommand({}))).Keys).toHaveLength(100)
  expect((await kms.send(new ListKeysCommand({ Limit: 1000 }))).Keys).toHaveLength(121)
  expect((await kms.send(new ListAliasesCommand({}))).Aliases).toHaveLength(50)
  expect((await kms.send(new ListAliasesCommand({ Limit: 100 }))).Aliases).toHaveLength(100)
  expect((await kms.send(new ListResourceTagsCommand({ KeyId: keyId }))).Tags).toHaveLength(50)
  expect((await kms.send(new ListKeyRotationsCommand({ KeyId: keyId }))).Rotations).toHaveLength(100)
  expect((await kms.send(new ListKeyRotationsCommand({ KeyId: keyId, Limit: 1000 }))).Rotations).toHaveLength(
    120,
  )
})

describe('pages that come short or empty', () => {
  test('a setting makes the pages of every list short or empty', async () => {
    server.emulator.settings({ maxPageItems: 2, emptyPageEvery: 2 })
    const { keyId } = server.emulator.createKey({ rotations: rotations(5) })
    expect(await walk(keyId)).toEqual({ pages: [2, 0, 2, 0, 1], ids: whole(keyId) })
    server.emulator.createKey()
    server.emulator.createKey()
    const first = await server.kms().send(new ListKeysCommand({}))
    expect(first.Keys).toHaveLength(2)
    const second = await server.kms().send(new ListKeysCommand({ Marker: first.NextMarker }))
    expect(second).toMatchObject({ Keys: [], Truncated: true, NextMarker: expect.any(String) })
  })

  test("a key's page sizes override the settings", async () => {
    const short = server.emulator.createKey({
      rotations: rotations(5),
      pages: { maxItems: 3, emptyEvery: 2 },
    })
    const plain = server.emulator.createKey({ rotations: rotations(5) })
    expect((await walk(short.keyId)).pages).toEqual([3, 0, 2])
    expect((await walk(plain.keyId)).pages).toEqual([5])
    server.emulator.changeKey(short.keyId, { pages: {} })
    expect((await walk(short.keyId)).pages).toEqual([5])
  })

  test('the last page can be empty', async () => {
    server.emulator.settings({ hasTrailingEmptyPage: true })
    const { keyId } = server.emulator.createKey({ rotations: rotations(4) })
    expect((await walk(keyId, 2)).pages).toEqual([2, 2, 0])
    const empty = server.emulator.createKey()
    expect((await walk(empty.keyId)).pages).toEqual([0, 0])
  })

  test("the SDK's paginator reads short and empty pages to the end", async () => {
    const { keyId } = server.emulator.createKey({
      rotations: rotations(9),
      pages: { maxItems: 2, emptyEvery: 2 },
    })
    const ids: (string | undefined)[] = []
    for await (const page of paginateListKeyRotations({ client: server.kms() }, { KeyId: keyId }))
      ids.push(...(page.Rotations ?? []).map((entry) => entry.KeyMaterialId))
    expect(ids).toEqual(whole(keyId))
  })
})

describe('markers', () => {
  const INVALID = { name: 'InvalidMarkerException', status: 400 }
  async function firstMarker(keyId: string): Promise<string> {
    const page = await server.kms().send(new ListKeyRotationsCommand({ KeyId: keyId, Limit: 1 }))
    return page.NextMarker ?? ''
  }
  const refused = (input: ConstructorParameters<typeof ListKeyRotationsCommand>[0]) =>
    refusalOf(server.kms().send(new ListKeyRotationsCommand(input)))

  test('a forged or altered marker is not valid', async () => {
    const { keyId } = server.emulator.createKey({ rotations: rotations(3) })
    const marker = await firstMarker(keyId)
    const altered = `${marker.slice(0, 20)}${marker[20] === 'A' ? 'B' : 'A'}${marker.slice(21)}`
    for (const Marker of ['made-up', altered, marker.slice(1), `${marker} `, 'AAAA', ' '])
      expect(await refused({ KeyId: keyId, Marker })).toMatchObject(INVALID)
  })

  test('a marker is not valid for another key, IncludeKeyMaterial, operation or Region', async () => {
    const { keyId } = server.emulator.createKey({ rotations: rotations(3), tags: { a: '1', b: '2' } })
    const other = server.emulator.createKey({ rotations: rotations(3) })
    const Marker = await firstMarker(keyId)
    expect(await refused({ KeyId: other.keyId, Marker })).toMatchObject(INVALID)
    expect(await refused({ KeyId: keyId, Marker, IncludeKeyMaterial: 'ALL_KEY_MATERIAL' })).toMatchObject(
      INVALID,
    )
    expect(
      await refusalOf(server.kms().send(new ListResourceTagsCommand({ KeyId: keyId, Marker }))),
    ).toMatchObject(INVALID)
    const keys = await server.kms().send(new ListKeysCommand({ Limit: 1 }))
    expect(
      await refusalOf(server.kms('eu-west-1').send(new ListKeysCommand({ Marker: keys.NextMarker }))),
    ).toMatchObject(INVALID)
  })

  test('a marker is valid for the ID and the ARN of the same key, and for another Limit by default', async () => {
    const { keyId, arn } = server.emulator.createKey({ rotations: rotations(3) })
    const Marker = await firstMarker(keyId)
    const next = new ListKeyRotationsCommand({ KeyId: arn, Marker, Limit: 2 })
    expect((await server.kms().send(next)).Rotations).toHaveLength(2)
    server.emulator.settings({ isMarkerBoundToLimit: true })
    expect(await refused({ KeyId: arn, Marker, Limit: 2 })).toMatchObject(INVALID)
  })

  test('markers can be invalidated together or expire', async () => {
    const { keyId } = server.emulator.createKey({ rotations: rotations(3) })
    const old = await firstMarker(keyId)
    server.emulator.invalidateMarkers()
    expect(await refused({ KeyId: keyId, Marker: old })).toMatchObject(INVALID)

    server.emulator.settings({ markerLifetimeMs: 60_000 })
    const Marker = await firstMarker(keyId)
    server.clock.advance(60_000)
    expect(
      (await server.kms().send(new ListKeyRotationsCommand({ KeyId: keyId, Marker }))).Rotations,
    ).toHaveLength(2)
    server.clock.advance(1)
    expect(await refused({ KeyId: keyId, Marker })).toMatchObject(INVALID)
  })

  test('a marker keeps its position when a rotation completes between two pages', async () => {
    const { keyId } = server.emulator.createKey({ rotations: rotations(2) })
    const Marker = await firstMarker(keyId)
    server.emulator.addRotation(keyId, { date: 'now', type: 'ON_DEMAND' })
    const rest = await server.kms().send(new ListKeyRotationsCommand({ KeyId: keyId, Marker }))
    expect(rest.Rotations?.map((entry) => entry.KeyMaterialId)).toEqual(whole(keyId).slice(1))
  })
})
