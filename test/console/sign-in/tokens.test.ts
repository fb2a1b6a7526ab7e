import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { makeToken } from '../../support/credentials.ts'
import { atMost } from '../../support/at-most.ts'
import { violationsOn } from '../accessibility.ts'
import { shareBrowser } from '../../support/share-browser.ts'
import { signOut, signedIn, visit } from './visit.ts'

shareBrowser()

const field = (page: Page) => page.getByLabel('Token', { exact: true })

/** Presses Tab until the element has the focus. */
async function tabTo(page: Page, label: string): Promise<void> {
  for (const _ of atMost(20, 'presses of Tab')) {
    await page.keyboard.press('Tab')
    const focused = page.locator(':focus')
    const name = await focused.evaluate((element) =>
      element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : element.textContent,
    )
    if (name?.includes(label)) return
  }
}

test('the console rejects a wrong token, accepts the right one by keyboard, and a reload forgets it', async () => {
  const { token, entry } = makeToken('ada', ['operator'])
  await using visited = await visit({ policy: { tokens: [entry] } })
  const { page } = visited
  await field(page).waitFor()
  expect(await violationsOn(page)).toEqual([])

  await tabTo(page, 'Token')
  await page.keyboard.press('Enter')
  await page.getByText('Enter a token.').first().waitFor()
  await page.keyboard.type('wrong')
  await page.keyboard.press('Enter')
  await page.getByText('The gateway did not accept this token. The token is not valid.').first().waitFor()
  expect(await field(page).getAttribute('aria-invalid')).toBe('true')
  expect(await violationsOn(page)).toEqual([])

  await page.keyboard.press('Control+A')
  await page.keyboard.insertText(`Bearer ${token} `)
  await tabTo(page, 'Sign in')
  await page.keyboard.press('Enter')
  await signedIn(page, 'ada')
  await page.getByRole('button', { name: 'User ada' }).first().click()
  await page.getByText('You may read keys and change rotations.').filter({ visible: true }).waitFor()

  expect(
    await page.evaluate(() => [...Object.values(sessionStorage), ...Object.values(localStorage)].join()),
  ).not.toContain(token)
  await page.reload()
  await field(page).waitFor()
  expect(visited.tokens()).toEqual(['wrong', token])
  visited.expectNoLeak()
  expect(visited.complaints(401)).toEqual([])
})

test('a token that the tab remembers survives a reload until the user signs out', async () => {
  const { token, entry } = makeToken('ada', ['reader'])
  await using visited = await visit({ policy: { tokens: [entry] } })
  const { page } = visited
  await field(page).fill(token)
  await page.getByLabel('Remember the token in this tab').check()
  await page.getByRole('button', { name: 'Sign in' }).click()
  await signedIn(page, 'ada')
  await page.reload()
  await signedIn(page, 'ada')

  await signOut(page, 'ada')
  expect(await page.evaluate(() => Object.values(sessionStorage).join())).toBe('')
  await page.reload()
  await field(page).waitFor()
  visited.expectNoLeak()
  expect(visited.complaints()).toEqual([])
})

test('a remembered token that was revoked is forgotten', async () => {
  const { token, entry } = makeToken('ada', ['reader'])
  await using visited = await visit({ policy: { tokens: [entry] } })
  const { page } = visited
  await field(page).fill(token)
  await page.getByLabel('Remember the token in this tab').check()
  await page.getByRole('button', { name: 'Sign in' }).click()
  await signedIn(page, 'ada')
  await visited.grant({})
  // The gateway reads the policy every second.
  for (const _ of atMost(100, 'reloads')) {
    await page.reload()
    const rejected = page.getByText('The gateway did not accept this token.')
    await rejected
      .or(page.getByRole('heading', { name: 'Overview' }))
      .first()
      .waitFor()
    if (await rejected.isVisible()) break
  }
  expect(await page.evaluate(() => Object.values(sessionStorage).join())).toBe('')
})

test('a user without permissions sees that, and continues when the operator has granted one', async () => {
  const { token, entry } = makeToken('ada', [])
  await using visited = await visit({ policy: { tokens: [entry] } })
  const { page } = visited
  await field(page).fill(token)
  await page.keyboard.press('Enter')
  await page.getByText('You are not allowed to use this console.').waitFor()
  expect(await violationsOn(page)).toEqual([])
  await visited.grant({ tokens: [{ ...entry, roles: ['reader'] }] })
  for (const _ of atMost(1_000, 'clicks')) {
    await page.getByRole('button', { name: 'Check again' }).click()
    const isAllowed = await Promise.race([
      page
        .getByRole('heading', { name: 'Overview' })
        .waitFor()
        .then(() => true),
      page
        .getByRole('button', { name: 'Check again', disabled: false })
        .waitFor()
        .then(() => false),
    ])
    if (isAllowed) break
  }
  await signedIn(page, 'ada')
  expect(visited.complaints()).toEqual([])
})
