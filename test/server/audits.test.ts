import { serverAudits } from 'graphql-http'
import { expect, test } from 'vitest'
import { createToy } from './toy.ts'

const audits = serverAudits({ url: 'http://unused/graphql', fetchFn: () => undefined })

test.each(audits.map(({ id, name }) => ({ id, name })))('$id $name', async ({ id }) => {
  await using toy = createToy()
  const { url } = await toy.server.listen({ host: '127.0.0.1', port: 0 })
  const audit = serverAudits({ url: `${url}/graphql`, fetchFn: fetch }).find((audit) => audit.id === id)
  const result = await audit?.fn()
  expect(result).toMatchObject({ status: 'ok' })
})
