// Writes docs/images/graphiql.png: GraphiQL of the demo gateway, with the overdue keys.
import { setTimeout as delay } from 'node:timers/promises'
import { addressOf, startProgram } from '../test/cli/program.ts'
import { openGraphiql } from '../test/support/graphiql.ts'

const MAX_FILLING_SECONDS = 60

/** Waits until the inventory has all keys, except those of the account that denies the gateway access. */
async function filled(/** @type {string} */ url) {
  const body = JSON.stringify({ query: '{ fleet { missing { reason scope { accountId } } } }' })
  for (let second = 0; second < MAX_FILLING_SECONDS; second++) {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    })
    const { data } = await response.json()
    const unreachable = data.fleet.missing.filter(({ reason }) => reason === 'SCOPE_UNREACHABLE')
    const denied = new Set(unreachable.map(({ scope }) => scope.accountId))
    if (denied.size > 0 && data.fleet.missing.every(({ scope }) => denied.has(scope.accountId))) return
    await delay(1_000)
  }
  throw new Error(`The inventory was not filled within ${MAX_FILLING_SECONDS} seconds.`)
}

const program = startProgram(['--kms', 'emulator', '--port', '0'])
try {
  const url = `${await addressOf(program)}/graphql`
  await filled(url)
  const graphiql = await openGraphiql(url)
  await graphiql.page.setViewportSize({ width: 1440, height: 900 })
  await graphiql.run()
  await graphiql.answered('"nodes": [{ "displayName"')
  await graphiql.page.screenshot({ path: 'docs/images/graphiql.png', animations: 'disabled' })
  await graphiql[Symbol.asyncDispose]()
} finally {
  await program[Symbol.asyncDispose]()
}
