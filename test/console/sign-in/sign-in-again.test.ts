import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { makeToken } from '../../support/credentials.ts'
import { startOpenIdIssuer } from '../../support/issuer/openid-issuer.ts'
import type { OpenIdIssuer } from '../../support/issuer/openid-issuer.ts'
import { waitUntil } from '../../support/wait-until.ts'
import { violationsOn } from '../accessibility.ts'
import { shareBrowser } from '../../support/share-browser.ts'
import { connected, delivered, scriptWithStream } from './script-with-stream.ts'
import { signedIn, visit } from './visit.ts'
import type { Visit, VisitOptions } from './visit.ts'

shareBrowser()

let script: string
beforeAll(async () => {
  script = await scriptWithStream()
})

const subjects = { 'people-ada': ['operator'], 'people-grace': ['operator'] }
const dialogOf = (page: Page) => page.getByRole('dialog', { name: 'Sign in again' })

/** Starts the on-demand rotation of another key with each call. Resolves with the key. AWS denies access to some keys of the fleet. */
async function rotations(visited: Visit): Promise<() => Promise<string>> {
  const { keys } = await visited.query<{ keys: { nodes: { arn: string }[] } }>(
    '{ keys(source: KMS, first: 50, filter: { canRotateOnDemand: true }) { nodes { arn } } }',
  )
  const arns = keys.nodes.map(({ arn }) => arn).values()
  return async () => {
    for (const arn of arns) {
      const { rotateKeyOnDemand } = await visited.query<{ rotateKeyOnDemand: { request?: object } }>(
        'mutation ($arn: String!) { rotateKeyOnDemand(input: { key: { arn: $arn } }) { ... on RotateKeyOnDemandPayload { request { id } } } }',
        { arn },
      )
      if (rotateKeyOnDemand.request) return arn
    }
    throw new Error('No key could be rotated.')
  }
}

/** Signs in as Ada and follows the events. */
async function follow(issuer: OpenIdIssuer, options: Partial<VisitOptions> = {}) {
  const visited = await visit({ policy: { subjects }, issuer, script, ...options })
  const { page } = visited
  await page.getByRole('button', { name: /^Sign in with/ }).click()
  await page.getByRole('button', { name: 'Sign in as Ada' }).click()
  await signedIn(page, 'people-ada')
  await connected(page)
  return Object.assign(visited, { rotate: await rotations(visited) })
}

/** Clicks the button of the dialog, and resolves with the window that opens. */
async function openWindow(page: Page): Promise<Page> {
  const opening = page.waitForEvent('popup')
  await dialogOf(page)
    .getByRole('button', { name: /^Sign in with/ })
    .click()
  return opening
}

describe.each([{ isIsolated: false }, { isIsolated: true }])(
  'at an issuer whose pages are isolated: $isIsolated',
  ({ isIsolated }) => {
    test('an expired token opens a dialog over the page, and signing in in a window resumes the stream and keeps what was typed', async () => {
      await using issuer = await startOpenIdIssuer({ lifetimeSeconds: 1, isIsolated })
      await using visited = await follow(issuer)
      const { page, rotate } = visited
      await page.getByLabel('Typed').fill('my reason')
      await dialogOf(page).waitFor()
      expect(await violationsOn(page)).toEqual([])
      const missed = await rotate()

      issuer.change({ lifetimeSeconds: 600 })
      const window = await openWindow(page)
      await window.getByRole('button', { name: 'Sign in as Ada' }).click()
      await dialogOf(page).waitFor({ state: 'hidden' })
      await waitUntil(() => window.isClosed())
      await delivered(page, [missed])
      await delivered(page, [missed, await rotate()])
      expect(await page.getByLabel('Typed').inputValue()).toBe('my reason')
      visited.expectNoLeak()
      expect(visited.complaints(401)).toEqual([])
    })
  },
)

test('a refresh token keeps the user signed in while a stream is open', async () => {
  await using issuer = await startOpenIdIssuer({ lifetimeSeconds: 2, hasRefreshTokens: true })
  await using visited = await follow(issuer)
  const { page, rotate } = visited
  const first = await rotate()
  await delivered(page, [first])
  const [token] = visited.tokens()
  if (token === undefined) throw new Error('No token was sent.')
  // The gateway has closed the connection of the first token.
  await waitUntil(() => visited.connections().length >= 2)
  await connected(page)
  await delivered(page, [first, await rotate()])
  expect(await dialogOf(page).count()).toBe(0)
  expect(issuer.requests('POST /authorize')).toBe(1)
  visited.expectNoLeak()

  // Without its refresh tokens, the user signs in again.
  issuer.revoke()
  await dialogOf(page)
    .getByText(/did not accept the sign-in, because it has expired/)
    .waitFor()
  expect(visited.complaints(400, 401)).toEqual([])
})

test('the dialog explains a denied sign-in and that of another user, and can be closed and opened again by keyboard', async () => {
  await using issuer = await startOpenIdIssuer({ lifetimeSeconds: 1 })
  await using visited = await follow(issuer)
  const { page } = visited
  const dialog = dialogOf(page)
  await dialog.waitFor()
  issuer.change({ lifetimeSeconds: 600 })

  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'hidden' })
  await page.getByText('This page gets no new data').waitFor()
  expect(await violationsOn(page)).toEqual([])
  await page.getByRole('button', { name: 'Sign in again' }).focus()
  await page.keyboard.press('Enter')
  await dialog.waitFor()

  await (await openWindow(page)).getByRole('button', { name: 'Deny' }).click()
  await dialog.getByText(/The sign-in was denied at localhost/).waitFor()
  await (await openWindow(page)).getByRole('button', { name: 'Sign in as Grace' }).click()
  await dialog.getByText('You signed in as people-grace, but this page is in use by people-ada.').waitFor()
  expect(await violationsOn(page)).toEqual([])
  const window = await openWindow(page)
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await dialog.getByText('You closed the sign-in').waitFor()
  await waitUntil(() => window.isClosed())
  await dialog.getByRole('button', { name: 'Sign out' }).click()
  await page.getByText('You are signed out.').waitFor()
})

test('a browser that blocks the window leads to a sign-in on the page, which returns to the address', async () => {
  await using issuer = await startOpenIdIssuer({ lifetimeSeconds: 1 })
  await using visited = await follow(issuer, { path: '?search=orders' })
  const { page, url } = visited
  await dialogOf(page).waitFor()
  issuer.change({ lifetimeSeconds: 600 })
  await page.evaluate(() => (globalThis.open = () => null))
  await dialogOf(page)
    .getByRole('button', { name: /^Sign in with/ })
    .click()
  await dialogOf(page).getByText('The browser blocked the window').waitFor()
  await dialogOf(page)
    .getByRole('button', { name: /on this page/ })
    .click()
  await page.getByRole('button', { name: 'Sign in as Ada' }).click()
  await signedIn(page, 'people-ada')
  expect(page.url()).toBe(`${url}?search=orders`)
})

test('a revoked token opens a dialog over the page, in which another token of the same user resumes the stream', async () => {
  const first = makeToken('ada', ['operator'])
  const second = makeToken('ada', ['operator'])
  const other = makeToken('grace', ['operator'])
  await using visited = await visit({ policy: { tokens: [first.entry] }, script })
  const { page } = visited
  await page.getByLabel('Token', { exact: true }).fill(first.token)
  await page.keyboard.press('Enter')
  await signedIn(page, 'ada')
  await connected(page)
  const rotate = await rotations(visited)
  await visited.grant({ tokens: [second.entry, other.entry] })
  const dialog = dialogOf(page)
  await dialog.waitFor()
  expect(await violationsOn(page)).toEqual([])
  const missed = await rotate()
  for (const [token, problem] of [
    [first.token, 'The gateway did not accept this token.'],
    [other.token, 'You signed in as grace, but this page is in use by ada.'],
  ] as const) {
    await dialog.getByLabel('Token', { exact: true }).fill(token)
    await page.keyboard.press('Enter')
    await dialog.getByText(problem).first().waitFor()
  }
  await dialog.getByLabel('Token', { exact: true }).fill(second.token)
  await page.keyboard.press('Enter')
  await dialog.waitFor({ state: 'hidden' })
  await delivered(page, [missed])
  visited.expectNoLeak()
  expect(visited.complaints(401)).toEqual([])
})
