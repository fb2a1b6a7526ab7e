import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { lintFiles, plantProjects } from './planted-project.ts'

plantProjects()
const fileOf = (name: string) => (/^(?:emulator|client)\//.test(name) ? name : `src/${name}`)
/** Lints files whose names are relative to `src/`, or to the project for those of the emulator and the client. */
const lint = (files: Readonly<Record<string, string>>) =>
  lintFiles(Object.fromEntries(Object.entries(files).map(([name, text]) => [fileOf(name), text])))

const thing = 'export const thing = 1\nexport type Thing = number\n'
const useIt = (specifier: string) => `import { thing } from '${specifier}'\nexport const used = thing\n`
const useItsType = (specifier: string) =>
  `import type { Thing } from '${specifier}'\nexport type Used = Thing\n`

describe('the import table', () => {
  test.each([
    ['resolvers/key.ts', '../schema/key.ts'],
    ['schema/key.ts', '../server/key.ts'],
    ['server/key.ts', '../rotation/key.ts'],
    ['rotation/key.ts', '../resolvers/key.ts'],
    ['rotation/key.ts', '../kms/loaders/key.ts'],
    ['rotation/rules/key.ts', '../change/key.ts'],
    ['rotation/rules/key.ts', '../rotation-event.ts'],
    ['rotation/watch/key.ts', '../stream/key.ts'],
    ['server/http/key.ts', '../web-socket/key.ts'],
    ['server/operation/key.ts', '../stream/key.ts'],
    ['server/operation/key.ts', '../server.ts'],
    ['kms/rate/key.ts', '../cache/key.ts'],
    ['kms/kms.ts', './aws/aws-kms.ts'],
    ['rotation/key.ts', '../pagination/key.ts'],
    ['kms/key.ts', '../rotation/key.ts'],
    ['pagination/key.ts', '../kms/kms.ts'],
    ['emulator/key.ts', '../src/errors/startup-error.ts'],
    ['emulator/key.ts', '../src/kms/kms.ts'],
    ['client/stream.ts', '../src/errors/startup-error.ts'],
    ['server/key.ts', '../../client/stream.ts'],
    ['errors/startup-error.ts', '../logger.ts'],
    ['config.ts', './gateway.ts'],
    ['cli.ts', './server/key.ts'],
    ['kms/key.ts', '../gateway.ts'],
    ['server/key.ts', '../telemetry/key.ts'],
  ])('rejects %s importing %s', async (importer, specifier) => {
    const target = path.join(path.dirname(importer), specifier).replace(/^(?:src|\.\.)\//, '')
    expect(await lint({ [importer]: useIt(specifier), [target]: thing })).toContain(
      `${fileOf(importer)} may not import ${fileOf(target)}`,
    )
  })

  test.each([
    ['schema/key.ts', '../rotation/key.ts'],
    ['schema/key.ts', '../kms/kms.ts'],
    ['resolvers/key.ts', '../context.ts'],
    ['context.ts', './rotation/key.ts'],
    ['telemetry/key.ts', '../server/operation/key.ts'],
  ])('allows src/%s to import only types from %s', async (importer, specifier) => {
    const target = path.join(path.dirname(importer), specifier)
    expect(await lint({ [importer]: useIt(specifier), [target]: thing })).toContain(
      `src/${importer} may import only types from src/${target}`,
    )
    expect(await lint({ [importer]: useItsType(specifier) })).toContain('Found 0 warnings and 0 errors')
  })

  test.each([
    ['rotation/key.ts', '@aws-sdk/client-kms', 'only src/kms/aws and src/push call AWS'],
    ['kms/loaders/key.ts', '@aws-sdk/client-kms', 'only src/kms/aws and src/push call AWS'],
    ['resolvers/key.ts', 'graphql', 'only src/schema and src/server know GraphQL'],
    ['rotation/key.ts', '@pothos/core', 'only src/schema and src/server know GraphQL'],
    ['rotation/key.ts', '@opentelemetry/api', 'only src/telemetry counts and traces'],
    ['gateway.ts', 'prom-client', 'only src/telemetry counts and traces'],
    ['emulator/key.ts', 'pino', "only Node's own modules"],
    ['client/stream.ts', 'node:timers', "only 'graphql-ws/client'"],
    ['client/stream.ts', 'graphql', "only 'graphql-ws/client'"],
  ])('rejects %s importing the package %s', async (importer, name, why) => {
    expect(await lint({ [importer]: `import * as all from '${name}'\nexport const used = all\n` })).toContain(
      why,
    )
  })

  test.each([
    ['an export from', "export { thing } from '../schema/key.ts'\n"],
    ['an export of all from', "export * from '../schema/key.ts'\n"],
    ['a dynamic import of', "export const later = import('../schema/key.ts')\n"],
  ])('checks %s a place too', async (_, text) => {
    expect(await lint({ 'rotation/key.ts': text, 'schema/key.ts': thing })).toContain(
      'src/rotation/key.ts may not import src/schema/key.ts',
    )
  })

  test('rejects a folder that has no row', async () => {
    expect(
      await lint({ 'stuff/key.ts': useIt('../errors/startup-error.ts'), 'errors/startup-error.ts': thing }),
    ).toContain('src/stuff/key.ts has no row in the import table')
  })

  test('rejects a circle of types alone', async () => {
    const circle = {
      'rotation/one.ts': "import type { Two } from './two.ts'\nexport type One = { two: Two }\n",
      'rotation/two.ts': "import type { One } from './one.ts'\nexport type Two = { one?: One }\n",
    }
    expect(await lint(circle)).toContain('import(no-cycle)')
  })

  test('accepts imports that the table allows', async () => {
    const files = {
      'errors/startup-error.ts': thing,
      'kms/kms.ts': thing,
      'rotation/key.ts': useIt('../kms/kms.ts'),
      'resolvers/key.ts': useIt('../rotation/other.ts'),
      'rotation/other.ts': thing,
      'schema/key.ts': `${useIt('../resolvers/other.ts')}import { graphql } from 'graphql'\nexport const run = graphql\n`,
      'resolvers/other.ts': thing,
      'kms/aws/aws-kms.ts': useIt('../../errors/startup-error.ts'),
    }
    expect(await lint(files)).toContain('Found 0 warnings and 0 errors')
  })
})
