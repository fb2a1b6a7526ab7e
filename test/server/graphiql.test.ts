import { once } from 'node:events'
import { gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { openPage } from '../support/browser.ts'
import { openGraphiql } from '../support/graphiql.ts'
import { shareBrowser } from '../support/share-browser.ts'
import { createToy } from './toy.ts'

const graphiql = {
  title: 'Toy & <b>tools</b>',
  banner: 'Nothing real is touched </script>.',
  tabs: [
    { query: 'query First($value: Int!) {\n  echo(value: $value)\n}', variables: '{ "value": 41 }' },
    { query: 'mutation Second {\n  change\n}' },
    { query: 'subscription Third {\n  ticks {\n    value\n  }\n}' },
  ],
}
const page = (init: RequestInit = {}, path = '/graphql') =>
  new Request(`http://gateway.test${path}`, { headers: { accept: 'text/html,*/*' }, ...init })

describe('the page', () => {
  test('is served to a browser, with a policy that allows only this server', async () => {
    await using toy = createToy({ graphiql })
    const { status, headers } = await toy.server.fetch(page())
    expect(status).toBe(200)
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8')
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'; script-src 'self';")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toMatch(/unsafe-eval|https?:|\*/)
  })

  test('does not execute the query of its URL', async () => {
    await using toy = createToy({ graphiql })
    await toy.server.fetch(page({}, '/graphql?query={hello}'))
    expect(toy.facts).toEqual([])
  })

  test('shows the title and the banner as text', async () => {
    await using toy = createToy({ graphiql })
    const html = await (await toy.server.fetch(page())).text()
    expect(html).toContain('<title>Toy &#38; &#60;b&#62;tools&#60;/b&#62;</title>')
    expect(html).toContain('Nothing real is touched &#60;/script&#62;.')
    expect(html).not.toContain('<b>')
  })

  test('loads assets that are cached without a time limit, compressed if the browser accepts it', async () => {
    await using toy = createToy({ graphiql })
    const html = await (await toy.server.fetch(page())).text()
    const paths = [...html.matchAll(/graphql\/assets\/[^"]+/g)].map(([path]) => `/${path}`)
    expect(new Set(paths).size).toBe(7)
    for (const path of paths) {
      const plain = await toy.server.fetch(page({}, path))
      const packed = await toy.server.fetch(page({ headers: { 'accept-encoding': 'br, gzip' } }, path))
      expect(plain.headers.get('content-encoding')).toBeNull()
      expect(packed.headers.get('content-encoding')).toBe('gzip')
      expect(packed.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
      const content = Buffer.from(await plain.arrayBuffer())
      expect(gunzipSync(await packed.arrayBuffer()).equals(content)).toBe(true)
    }
  })

  test('does not exist if GraphiQL is disabled', async () => {
    await using toy = createToy({ graphiql: false })
    const response = await toy.server.fetch(page())
    expect(response.headers.get('content-type')).not.toContain('html')
    expect((await toy.server.fetch(page({}, '/graphql/assets/graphiql.js'))).status).toBe(404)
  })
})

describe('in a browser', () => {
  shareBrowser()

  test('fails without a browser, and names the package to install', async () => {
    await expect(openPage({ executable: '/nowhere/chromium' })).rejects.toThrow("Debian's package 'chromium'")
  })

  test('opens with its tabs, runs them, calls no other host and reports no error', async () => {
    await using toy = createToy({ graphiql })
    const { url } = await toy.server.listen({ host: '127.0.0.1', port: 0 })
    await using browser = await openGraphiql(url)
    const { page } = browser

    expect(await browser.tabNames()).toEqual(['First', 'Second', 'Third'])
    expect(await page.title()).toBe(graphiql.title)
    expect(await page.locator('.banner').innerText()).toBe(graphiql.banner)
    expect(await page.locator('.graphiql-logo').innerText()).toContain(graphiql.title)

    await browser.run()
    await browser.answered('"echo": "41"')

    await browser.selectTab('Second')
    await browser.run()
    await browser.answered('"change": "done"')

    await browser.selectTab('Third')
    const opened = page.waitForEvent('websocket')
    const subscribed = once(toy.happened, 'subscribed')
    await browser.run()
    expect((await opened).url()).toBe(`${url.replace('http', 'ws')}/graphql`)
    await subscribed
    toy.tick(271)
    await browser.answered('"value": 271')

    expect(browser.foreignRequests(url)).toEqual([])
    expect(browser.complaints).toEqual([])
  })

  test('a reload at any time keeps the tabs', async () => {
    await using toy = createToy({ graphiql })
    const { url } = await toy.server.listen({ host: '127.0.0.1', port: 0 })
    await using browser = await openGraphiql(url)
    await browser.selectTab('Second')
    await browser.page.locator('.graphiql-tab').first().click()
    await browser.page.reload()
    await browser.page.locator('.graphiql-tab').nth(2).waitFor()
    expect(await browser.tabNames()).toEqual(['First', 'Second', 'Third'])
  })

  test('a URL with a query opens it in its own tab', async () => {
    await using toy = createToy({ graphiql })
    const { url } = await toy.server.listen({ host: '127.0.0.1', port: 0 })
    const query = 'query Shared($v: Int!) { echo(value: $v) }'
    const search = new URLSearchParams({ query, variables: '{"v":5}' })
    await using browser = await openGraphiql(`${url}/graphql?${search}`)
    expect(await browser.tabNames()).toEqual(['Shared', 'First', 'Second', 'Third'])
    await browser.run()
    await browser.answered('"echo": "5"')
    expect(browser.page.url()).toBe(`${url}/graphql`)
  })

  test('the headers editor also applies to operations over WebSocket, and is not stored', async () => {
    await using toy = createToy({
      graphiql: { title: 'Toy', tabs: [{ query: 'subscription Only { ticks { value } }' }] },
    })
    const { url } = await toy.server.listen({ host: '127.0.0.1', port: 0 })
    await using browser = await openGraphiql(url)
    const { page } = browser
    await page.getByRole('button', { name: 'Headers' }).click()
    await page.locator('.graphiql-editor-tool .monaco-editor').last().click()
    await page.keyboard.insertText('{"Authorization":"Bearer mine"}')
    const subscribed = once(toy.happened, 'subscribed')
    await browser.run()
    await subscribed
    expect(toy.facts.at(-1)?.header('authorization')).toBe('Bearer mine')
    const stored = await page.evaluate(() => JSON.stringify(Object.entries(localStorage)))
    expect(stored).not.toContain('Bearer mine')
  })
})
