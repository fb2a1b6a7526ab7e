import { expect, test } from 'vitest'
import { statusReached } from '../mutations/rotating.ts'
import { exampleDocuments } from '../../src/schema/example-documents.ts'
import { startGateway } from '../support/gateway.ts'
import { openGraphiql } from '../support/graphiql.ts'
import type { Graphiql } from '../support/graphiql.ts'
import { waitUntil } from '../support/wait-until.ts'

const typeVariables = (graphiql: Graphiql, variables: object): Promise<void> =>
  typeInto(graphiql, '.graphiql-editor-tool', JSON.stringify(variables))

/** Replaces the text of an editor of the open tab. */
async function typeInto({ page }: Graphiql, editor: string, text: string): Promise<void> {
  await page.locator(`${editor} .monaco-editor`).first().click()
  await page.keyboard.press('Control+A')
  await page.keyboard.insertText(text)
  // The editor closes quotes and brackets by itself.
  await page.keyboard.press('Control+Shift+End')
  await page.keyboard.press('Delete')
}

/** The response on the screen, without white space, because long lines are wrapped. */
const answerOf = async ({ page }: Graphiql): Promise<string> =>
  (await page.locator('.graphiql-response').innerText()).replaceAll(/\s/g, '')

const rotateTab =
  exampleDocuments(undefined).find(({ query }) => query.includes('mutation RotateKey'))?.query ?? ''

interface HistoryPage {
  readonly key: { readonly rotations: { readonly pageInfo: { readonly endCursor: string } } }
}

/** Saves a screenshot of each step if `SCREENSHOTS` names a folder. */
async function show({ page }: Graphiql, name: string): Promise<void> {
  const folder = process.env['SCREENSHOTS']
  if (folder) await page.screenshot({ path: `${folder}/${name}.png` })
}

test('GraphiQL shows the overdue keys, all keys and a history in pages, rotates a key and follows the rotation', async () => {
  await using gateway = await startGateway({
    fleet: 'demo',
    speed: 0,
    settings: { startVisibleAfterMs: 5_000, isThrottling: false },
  })
  const { emulator } = gateway
  const { url } = await gateway.gateway.listen({ host: '127.0.0.1', port: 0 })
  await using graphiql = await openGraphiql(url)

  expect(await graphiql.tabNames()).toEqual([
    'OverdueKeys',
    'RotateKey',
    'FollowRotation',
    'RotationHistory',
    'AllKeys',
    'Changes',
  ])
  await graphiql.run()
  await graphiql.answered('"displayName": "hr-records"')
  await show(graphiql, '1-overdue')
  await graphiql.selectTab('AllKeys')
  await graphiql.run()
  await graphiql.answered('"displayName": "aws/s3"')
  await show(graphiql, '1-all-keys')

  await graphiql.selectTab('RotationHistory')
  await typeVariables(graphiql, { alias: 'alias/long-history' })
  await graphiql.run()
  await graphiql.answered(`"totalCount": ${emulator.key('alias/long-history').rotations.length}`)
  await show(graphiql, '2-history')
  const dates = (text: string) => [...text.matchAll(/"rotatedAt":"([^"]+)"/g)].map(([, date]) => date)
  const first = dates(await answerOf(graphiql))
  const { data } = await gateway.answer<HistoryPage, object>(
    '{ key(by: { alias: "alias/long-history" }) { rotations(first: 5) { pageInfo { endCursor } } } }',
    {},
  )
  await typeVariables(graphiql, {
    alias: 'alias/long-history',
    after: data?.key.rotations.pageInfo.endCursor,
  })
  await graphiql.run()
  await waitUntil(async () => dates(await answerOf(graphiql))[0] !== first[0])
  const second = dates(await answerOf(graphiql))
  expect(first.length).toBeGreaterThan(0)
  expect(second.filter((date) => first.includes(date))).toEqual([])
  await show(graphiql, '3-history-next-page')

  await graphiql.selectTab('RotateKey')
  await typeVariables(graphiql, { key: { keyId: emulator.key('alias/orders-api').keyId } })
  await graphiql.run()
  await graphiql.answered('"request": null')
  await show(graphiql, '4-dry-run')
  expect(emulator.calls('RotateKeyOnDemand')).toBe(0)
  await typeInto(graphiql, '.graphiql-query-editor', rotateTab.replace('dryRun: true', 'dryRun: false'))
  await graphiql.run()
  await graphiql.answered('"status": "REQUESTED"')
  await show(graphiql, '4-rotate')
  const id = /"id":"([\w-]+)"/.exec(await answerOf(graphiql))?.[1] ?? ''

  await graphiql.selectTab('FollowRotation')
  await typeVariables(graphiql, { id })
  await graphiql.run()
  await graphiql.answered('"status": "REQUESTED"')
  await show(graphiql, '5-follow-requested')
  for (const status of ['IN_PROGRESS', 'COMPLETED']) {
    // The clock advances until the gateway has read the status, then stops until the page shows it.
    await statusReached(gateway, id, status)
    await graphiql.answered(`"status": "${status}"`)
    await show(graphiql, `6-follow-${status}`)
  }
  await graphiql.answered('"type": "ON_DEMAND"')
  // The subscription has completed: the button executes again instead of stopping.
  await graphiql.page.getByRole('button', { name: /execute/i }).waitFor()

  expect(emulator.calls('RotateKeyOnDemand')).toBe(1)
  expect(graphiql.foreignRequests(url)).toEqual([])
  expect(graphiql.complaints).toEqual([])
})
