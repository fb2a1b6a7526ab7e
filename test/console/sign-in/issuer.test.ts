import { expect, test } from 'vitest'
import { startOpenIdIssuer } from '../../support/issuer/openid-issuer.ts'
import { violationsOn } from '../accessibility.ts'
import { shareBrowser } from '../../support/share-browser.ts'
import { signOut, signedIn, visit } from './visit.ts'

shareBrowser()

const subjects = { 'people-ada': ['operator'] }
const signInButton = { name: /^Sign in with localhost/ }

test('signing in at the issuer returns to the address, reloading needs no click, and signing out ends the session of the issuer', async () => {
  await using issuer = await startOpenIdIssuer({ keepsSessions: true })
  await using visited = await visit({
    policy: { subjects },
    issuer,
    path: '?compliance=OVERDUE&search=orders',
  })
  const { page, url } = visited
  await page.getByRole('button', signInButton).waitFor()
  expect(await violationsOn(page)).toEqual([])
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Sign in as Ada' }).click()
  await signedIn(page, 'people-ada')
  expect(page.url()).toBe(`${url}?compliance=OVERDUE&search=orders`)
  const stored = () =>
    page.evaluate(() => [...Object.values(sessionStorage), ...Object.values(localStorage)].join())
  for (const token of visited.tokens()) expect(await stored()).not.toContain(token)

  await page.reload()
  await signedIn(page, 'people-ada')
  expect(page.url()).toBe(`${url}?compliance=OVERDUE&search=orders`)
  expect(issuer.requests('POST /authorize')).toBe(1)
  expect(issuer.requests('POST /token')).toBe(2)

  await signOut(page, 'people-ada')
  expect(issuer.requests('GET /end-session')).toBe(1)
  expect(page.url()).toBe(url)
  expect(await stored()).toBe('')
  await page.getByRole('button', signInButton).click()
  await page.getByRole('button', { name: 'Sign in as Ada' }).waitFor()
  visited.expectNoLeak()
  expect(visited.complaints()).toEqual([])
})

test('signing out forgets the tokens if the issuer has no address for it', async () => {
  await using issuer = await startOpenIdIssuer({ hasEndSession: false })
  await using visited = await visit({ policy: { subjects }, issuer })
  const { page } = visited
  await page.getByRole('button', signInButton).click()
  await page.getByRole('button', { name: 'Sign in as Ada' }).click()
  await signedIn(page, 'people-ada')
  await signOut(page, 'people-ada')
  await page.getByRole('button', signInButton).waitFor()
  expect(visited.complaints()).toEqual([])
})

test('a sign-in that the issuer denies is explained, and can be repeated', async () => {
  await using issuer = await startOpenIdIssuer()
  await using visited = await visit({ policy: { subjects }, issuer, path: '?search=orders' })
  const { page, url } = visited
  await page.getByRole('button', signInButton).click()
  await page.getByRole('button', { name: 'Deny' }).click()
  await page.getByText(/The sign-in was denied at localhost/).waitFor()
  expect(page.url()).toBe(`${url}?search=orders`)
  expect(await violationsOn(page)).toEqual([])
  await page.getByRole('button', signInButton).click()
  await page.getByRole('button', { name: 'Sign in as Ada' }).click()
  await signedIn(page, 'people-ada')
  expect(visited.complaints()).toEqual([])
})

test('a response of the issuer that this tab did not ask for signs nobody in', async () => {
  await using issuer = await startOpenIdIssuer()
  await using visited = await visit({
    policy: { subjects },
    issuer,
    path: 'sign-in?code=stolen&state=unknown',
  })
  const { page, url } = visited
  await page.getByText('This sign-in was not started in this window').waitFor()
  expect(page.url()).toBe(url)
  expect(issuer.requests('POST /token')).toBe(0)
  expect(visited.complaints()).toEqual([])
})

test.each([
  {
    problem: 'a nonce of another sign-in',
    claims: { nonce: 'other' },
    text: /its nonce belongs to another sign-in/,
  },
  {
    problem: 'an ID token of another issuer',
    claims: { iss: 'https://other.example/' },
    text: /its ID token is of another issuer/,
  },
])('an answer of the issuer with $problem signs nobody in', async ({ claims, text }) => {
  await using issuer = await startOpenIdIssuer({ claims })
  await using visited = await visit({ policy: { subjects }, issuer })
  const { page } = visited
  await page.getByRole('button', signInButton).click()
  await page.getByRole('button', { name: 'Sign in as Ada' }).click()
  await page.getByText(text).waitFor()
  expect(visited.tokens()).toEqual([])
})

test.each([
  {
    problem: 'rejects the code',
    answer: { status: 400, json: { error: 'invalid_grant' } },
    text: /it has expired or was used before/,
  },
  {
    problem: 'rejects the client',
    answer: { status: 401, json: { error: 'invalid_client' } },
    text: /did not accept the client ID kms-console/,
  },
  { problem: 'cannot be reached', answer: undefined, text: /cannot be reached. Check your connection/ },
])('the page explains that the issuer $problem', async ({ answer, text }) => {
  await using issuer = await startOpenIdIssuer()
  await using visited = await visit({ policy: { subjects }, issuer })
  const { page } = visited
  const headers = { 'access-control-allow-origin': '*' }
  await page.route(`${issuer.url}/token`, (route) =>
    answer ? route.fulfill({ ...answer, headers }) : route.abort(),
  )
  await page.getByRole('button', signInButton).click()
  await page.getByRole('button', { name: 'Sign in as Ada' }).click()
  await page.getByText(text).waitFor()
  expect(visited.tokens()).toEqual([])
})

test.each([
  { accessToken: 'JWT', audience: 'kms-rotation-gateway', tokenCount: 1 },
  { accessToken: 'JWT', audience: 'kms-console', tokenCount: 2 },
  { accessToken: 'JWT_WITHOUT_AUDIENCE', audience: 'kms-console', tokenCount: 1 },
  { accessToken: 'OPAQUE', audience: 'kms-console', tokenCount: 1 },
] as const)(
  'the console sends the token that a gateway with the audience $audience accepts, if the access token is $accessToken',
  async ({ accessToken, audience, tokenCount }) => {
    await using issuer = await startOpenIdIssuer({ accessToken, algorithm: 'ES256' })
    await using visited = await visit({ policy: { subjects }, issuer, audience })
    const { page } = visited
    await page.getByRole('button', signInButton).click()
    await page.getByRole('button', { name: 'Sign in as Ada' }).click()
    await signedIn(page, 'people-ada')
    expect(visited.tokens()).toHaveLength(tokenCount)
    visited.expectNoLeak()
  },
)

test('the page explains that the gateway accepts none of the tokens of the issuer', async () => {
  await using issuer = await startOpenIdIssuer()
  await using visited = await visit({ policy: { subjects }, issuer, audience: 'another' })
  const { page } = visited
  await page.getByRole('button', signInButton).click()
  await page.getByRole('button', { name: 'Sign in as Ada' }).click()
  await page.getByText(/this gateway did not accept its tokens. The token is for another audience/).waitFor()
  expect(visited.tokens()).toHaveLength(2)
})

test('the console warns of claims that the issuer left out of the token', async () => {
  await using issuer = await startOpenIdIssuer({ claims: { _claim_names: { groups: 'src1' } } })
  const claims = [{ issuer: issuer.url, claim: 'groups', value: 'kms', roles: ['operator'] }]
  await using visited = await visit({ policy: { subjects: { 'people-ada': ['reader'] }, claims }, issuer })
  const { page } = visited
  await page.getByRole('button', signInButton).click()
  await page.getByRole('button', { name: 'Sign in as Ada' }).click()
  await signedIn(page, 'people-ada')
  await page.getByText('The issuer left the claim groups out of your token.').waitFor()
  expect(await violationsOn(page)).toEqual([])
})
