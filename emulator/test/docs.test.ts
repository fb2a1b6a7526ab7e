import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { kmsOverSocket } from './kms-over-socket.ts'

const page = await readFile('docs/emulator.md', 'utf8')
const CURL =
  /^curl (?:-X (?<method>\w+) )?'?localhost:5600\/_emulator(?<path>[^\s']*)'?(?: -d '(?<body>.*)')?$/gm
const lines = [...page.matchAll(CURL)].map(({ groups = {} }) => ({
  method: groups['method'] ?? 'GET',
  path: groups['path'] ?? '',
  body: groups['body'],
}))

test('every curl line of docs/emulator.md works, in the order of the page', async () => {
  await using server = await kmsOverSocket({ fleet: 'demo' })
  expect(lines).toHaveLength(page.split('\n').filter((line) => line.startsWith('curl')).length)
  for (const { method, path, body } of lines) {
    const faultId = server.emulator.faults()[0]?.id ?? ''
    const answer = await fetch(`${server.endpoint}/_emulator${path.replace('$FAULT_ID', faultId)}`, {
      method,
      ...(body !== undefined && { body }),
    })
    expect({ method, path, status: answer.status, text: await answer.text() }).toMatchObject({ status: 200 })
  }
})

test('docs/emulator.md lists every route and every setting', async () => {
  await using server = await kmsOverSocket()
  const shown = lines.map(({ method, path }) =>
    `${method} ${path}`.replace(/\?.*/, '').replace(/(\/keys|\/faults)\/[^/]+/, '$1/{id}'),
  )
  const { routes } = await (await fetch(`${server.endpoint}/_emulator`)).json()
  for (const route of routes) expect(shown).toContain(route)
  for (const setting of Object.keys(server.emulator.settings())) expect(page).toContain(`\`${setting}\``)
})
