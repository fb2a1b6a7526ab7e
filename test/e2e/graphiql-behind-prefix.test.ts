import { once } from 'node:events'
import { expect, test } from 'vitest'
import { createToy } from '../server/toy.ts'
import { openGraphiql } from '../support/graphiql.ts'
import { startReverseProxy } from '../support/reverse-proxy.ts'
import { shareBrowser } from '../support/share-browser.ts'

shareBrowser()

const graphiql = {
  title: 'Toy',
  tabs: [
    { query: 'query First($value: Int!) {\n  echo(value: $value)\n}', variables: '{ "value": 41 }' },
    { query: 'subscription Second {\n  ticks {\n    value\n  }\n}' },
  ],
}

test.each([
  { proxy: 'passes on the prefix to a gateway that has it as base path', basePath: '/kms', strips: false },
  { proxy: 'strips the prefix', basePath: '', strips: true },
])('GraphiQL runs queries and subscriptions behind a proxy that $proxy', async ({ basePath, strips }) => {
  await using toy = createToy({ graphiql, basePath })
  const { url: target } = await toy.server.listen({ host: '127.0.0.1', port: 0 })
  await using proxy = await startReverseProxy({ target, prefix: '/kms', strips })
  for (const address of [`${proxy.url}/graphql`, `${proxy.url}/graphql/`]) {
    await using browser = await openGraphiql(address)
    await browser.run()
    await browser.answered('"echo": "41"')
    await browser.selectTab('Second')
    const subscribed = once(toy.happened, 'subscribed')
    await browser.run()
    await subscribed
    toy.tick(271)
    await browser.answered('"value": 271')
    expect(browser.foreignRequests(proxy.url)).toEqual([])
    expect(browser.complaints).toEqual([])
  }
  expect(proxy.outside).toEqual([])
})

test('the root under the prefix leads to GraphiQL', async () => {
  await using toy = createToy({ graphiql, basePath: '/kms' })
  const { url: target } = await toy.server.listen({ host: '127.0.0.1', port: 0 })
  await using proxy = await startReverseProxy({ target, prefix: '/kms', strips: false })
  await using browser = await openGraphiql(`${proxy.url}/`)
  expect(browser.page.url()).toBe(`${proxy.url}/graphql`)
  expect(await browser.tabNames()).toEqual(['First', 'Second'])
  expect(proxy.outside).toEqual([])
})
