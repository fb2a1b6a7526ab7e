import { describe, expect, test } from 'vitest'
import { createEmulator } from '../../emulator/emulator.ts'
import { DEMO } from '../support/demo.ts'
import { startGateway } from '../support/gateway.ts'
import type { TestGateway } from '../support/gateway.ts'
import { openGraphiql, opened } from '../support/graphiql.ts'
import type { Graphiql } from '../support/graphiql.ts'
import { waitUntil } from '../support/wait-until.ts'
import { shareBrowser } from '../support/share-browser.ts'

shareBrowser()

/** The keys that the demo names. A key ID is the same in each emulator. */
const EXAMPLE_KEY = {
  keyId: createEmulator({ fleet: 'demo' }).key('invoices-archive').keyId,
  aliasWithHistory: 'alias/long-history',
}
const NAMES = [
  'OverdueKeys',
  'RotateKey',
  'FollowRotation',
  'RotationHistory',
  'AllKeys',
  'OverdueByOwner',
  'Changes',
] as const

interface Visit extends AsyncDisposable {
  readonly gateway: TestGateway
  readonly graphiql: Graphiql
  /** Presses Run; returns the names of all operations that the gateway has received so far, without introspection. */
  run(): Promise<readonly unknown[]>
}

/** A first visit: a browser with a fresh profile. */
async function visit(): Promise<Visit> {
  const gateway = await startGateway({
    ...DEMO,
    speed: 0,
    settings: { isThrottling: false },
    gateway: { exampleKey: EXAMPLE_KEY, inventory: {} },
  })
  const { url } = await gateway.gateway.listen({ host: '127.0.0.1', port: 0 })
  const graphiql = await openGraphiql(url)
  const received = () =>
    gateway.logger.lines
      .filter(({ message }) => message === 'operation')
      .map(({ fields }) => ('operation' in fields ? fields.operation : undefined))
      .filter((name) => name !== 'IntrospectionQuery')
  return {
    gateway,
    graphiql,
    async run() {
      const before = received().length
      await graphiql.run()
      await waitUntil(() => received().length > before)
      return received()
    },
    async [Symbol.asyncDispose]() {
      await graphiql[Symbol.asyncDispose]()
      await gateway[Symbol.asyncDispose]()
    },
  }
}

describe('on a first visit', () => {
  test.each(NAMES)('one click opens %s, and Run sends the document of that tab', async (name) => {
    await using it = await visit()
    await it.graphiql.page.getByRole('tab', { name }).click()
    await opened(it.graphiql.page, name)
    expect(await it.run()).toEqual([name])
    expect(it.gateway.emulator.calls('RotateKeyOnDemand')).toBe(0)
    expect(it.graphiql.complaints).toEqual([])
  })

  test.each(['Enter', 'Space'])('%s on a tab opens it, and Run sends its document', async (key) => {
    await using it = await visit()
    const { page } = it.graphiql
    await page.getByRole('tab', { name: 'RotationHistory' }).press(key)
    await opened(page, 'RotationHistory')
    expect(await it.run()).toEqual(['RotationHistory'])
    await page.getByRole('tab', { name: 'RotateKey' }).getByRole('button', { name: 'RotateKey' }).press(key)
    await opened(page, 'RotateKey')
    expect(await it.run()).toEqual(['RotationHistory', 'RotateKey'])
    expect(it.gateway.emulator.calls('RotateKeyOnDemand')).toBe(0)
  })

  test('the arrow keys move between the tabs, and Enter opens the focused tab', async () => {
    await using it = await visit()
    const { page } = it.graphiql
    await page.getByRole('tab', { name: 'OverdueKeys' }).getByRole('button', { name: 'OverdueKeys' }).focus()
    for (const name of NAMES.slice(1)) {
      await page.keyboard.press('ArrowRight')
      await page.keyboard.press('Enter')
      await opened(page, name)
    }
    await page.keyboard.press('ArrowLeft')
    await page.keyboard.press('Enter')
    await opened(page, 'OverdueByOwner')
    expect(await it.run()).toEqual(['OverdueByOwner'])
  })

  test.each([
    ['OverdueKeys', '"keys"'],
    ['OverdueByOwner', '"fleet"'],
    ['Changes', '"changes"'],
  ])('%s shows an answer without errors, also while the inventory is filling', async (name, part) => {
    await using it = await visit()
    await it.graphiql.page.getByRole('tab', { name }).click()
    await opened(it.graphiql.page, name)
    await it.run()
    await it.graphiql.answered(part)
    const [line] = it.gateway.logger.lines.filter(
      ({ fields }) => 'operation' in fields && fields.operation === name,
    )
    expect(line?.fields).not.toHaveProperty('errors')
  })

  test('Run sends the query of OverdueKeys after a visit to RotateKey', async () => {
    await using it = await visit()
    const { page } = it.graphiql
    await page.getByRole('tab', { name: 'RotateKey' }).click()
    await opened(page, 'RotateKey')
    await page.getByRole('tab', { name: 'OverdueKeys' }).click()
    await opened(page, 'OverdueKeys')
    expect(await it.run()).toEqual(['OverdueKeys'])
    expect(it.gateway.emulator.calls('RotateKeyOnDemand')).toBe(0)
  })
})
