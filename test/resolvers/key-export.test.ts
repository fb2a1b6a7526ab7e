import { describe, expect, test } from 'vitest'
import { startGuardedGateway } from '../support/guarded-gateway.ts'
import type { TestGateway } from '../support/gateway.ts'
import { startInventory } from './fleet-questions.ts'

const get = ({ gateway }: TestGateway, path: string, headers: Record<string, string> = {}) =>
  gateway.fetch(new Request(`http://127.0.0.1:4000/export/${path}`, { headers }))

async function rowsOf(response: Response): Promise<readonly Record<string, unknown>[]> {
  const text = await response.text()
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))
}

async function start(): Promise<TestGateway> {
  const gateway = await startInventory()
  const { emulator } = gateway
  emulator.createKey({
    createdAt: '-900d',
    aliases: ['orders'],
    description: '=HYPERLINK("https://evil.example")',
    tags: { team: 'payments' },
    rotations: [{ date: '-40d' }],
  })
  emulator.createKey({ createdAt: '-900d', tags: { team: 'orders' }, denies: ['ListKeyRotations'] })
  await gateway.inventory()
  return gateway
}

describe('an export of keys', () => {
  test('has a line for each key, with its verdict, what could not be read and the time of observation', async () => {
    await using gateway = await start()
    const rows = await rowsOf(await get(gateway, 'keys.ndjson'))
    expect(rows).toHaveLength(2)
    expect(rows.find(({ displayName }) => displayName === 'orders')).toMatchObject({
      aliases: ['alias/orders'],
      tags: { team: 'payments' },
      state: 'ENABLED',
      lastRotationType: 'AUTOMATIC',
      verdict: 'COMPLIANT',
      maxMaterialAgeInDays: 365,
      onDemandRemaining: 25,
      problems: [],
      gatewayVersion: '0.0.0-test',
      observedAt: expect.any(String),
    })
    expect(rows.find(({ displayName }) => displayName !== 'orders')).toMatchObject({
      lastRotatedAt: null,
      onDemandRemaining: null,
      verdict: 'UNKNOWN',
      problems: ['rotations: ACCESS_DENIED'],
    })
  })

  test('is CSV with a header and without formulas', async () => {
    await using gateway = await start()
    const response = await get(gateway, 'keys.csv')
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="keys.csv"')
    const lines = (await response.text()).trimEnd().split('\r\n')
    expect(lines).toHaveLength(3)
    expect(lines[0]).toMatch(/^arn,accountId,accountName,region,displayName,/)
    expect(lines.join('\n')).toContain(`'=HYPERLINK(`)
    expect(lines.join('\n')).not.toMatch(/(^|,|,")=/m)
  })

  test('has the keys that match the filter of the parameter', async () => {
    await using gateway = await start()
    const filter = encodeURIComponent(JSON.stringify({ tags: [{ key: 'team', values: ['payments'] }] }))
    expect(await rowsOf(await get(gateway, `keys.ndjson?filter=${filter}`))).toHaveLength(1)
    const scopes = encodeURIComponent(JSON.stringify([{ region: 'eu-west-1' }]))
    expect(await (await get(gateway, `keys.csv?scopes=${scopes}`)).text()).toMatch(/^arn,[^\n]*\r\n$/)
  })

  test.each([
    ['an unknown parameter', '?fliter={}'],
    ['a filter that is not JSON', '?filter=overdue'],
    ['a filter with an unknown condition', `?filter=${encodeURIComponent('{"stat":["ENABLED"]}')}`],
  ])('rejects %s', async (_, query) => {
    await using gateway = await start()
    const response = await get(gateway, `keys.csv${query}`)
    expect([response.status, await response.json()]).toMatchObject([
      400,
      { errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] },
    ])
  })

  test('is rejected while the inventory is not complete, unless the caller accepts an incomplete file', async () => {
    await using gateway = await startInventory()
    gateway.emulator.addFault({ kind: 'error', operation: 'ListKeys' })
    const rejected = await get(gateway, 'keys.csv')
    expect(rejected.status).toBe(503)
    expect(await rejected.text()).toContain('INVENTORY_INCOMPLETE')
    const accepted = await get(gateway, 'keys.csv?incomplete=true')
    expect(accepted.headers.get('content-disposition')).toContain('keys-incomplete.csv')
    await accepted.text()
  })

  test('has only the keys that the caller may read, and needs a credential', async () => {
    await using gateway = await startGuardedGateway({
      speed: 0,
      roles: { orders: { permissions: ['ROTATION_READ'], keys: [{ tag: 'team=orders' }] } },
      callers: { reader: ['orders'], nobody: [] },
      gateway: { inventory: {} },
    })
    gateway.emulator.createKey({ tags: { team: 'orders' } })
    gateway.emulator.createKey({ tags: { team: 'secret' } })
    await gateway.inventory()
    const as = (caller: string) => ({ authorization: `Bearer ${gateway.tokens[caller]}` })
    expect(await rowsOf(await get(gateway, 'keys.ndjson', as('reader')))).toMatchObject([
      { tags: { team: 'orders' } },
    ])
    expect((await get(gateway, 'keys.csv', as('nobody'))).status).toBe(403)
    expect((await get(gateway, 'keys.csv')).status).toBe(401)
  })
})
