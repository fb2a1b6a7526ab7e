// Writes docs/images/graphiql.png: GraphiQL of the demo gateway, with the overdue keys.
import { addressOf, startProgram } from '../test/cli/program.ts'
import { openGraphiql } from '../test/support/graphiql.ts'

const program = startProgram(['--kms', 'emulator', '--port', '0'])
try {
  const graphiql = await openGraphiql(`${await addressOf(program)}/graphql`)
  await graphiql.page.setViewportSize({ width: 1440, height: 900 })
  await graphiql.run()
  await graphiql.answered('"displayName": "hr-records"')
  await graphiql.page.screenshot({ path: 'docs/images/graphiql.png', animations: 'disabled' })
  await graphiql[Symbol.asyncDispose]()
} finally {
  await program[Symbol.asyncDispose]()
}
