import path from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { lintFiles } from './planted-project.ts'

const fileOf = (name: string) => (/^(?:emulator|client)\//.test(name) ? name : `src/${name}`)
/** Lints files whose names are relative to `src/`, or to the project for those of the emulator and the client. */
const lint = (files: Readonly<Record<string, string>>) =>
  lintFiles(Object.fromEntries(Object.entries(files).map(([name, text]) => [fileOf(name), text])))

const thing = 'export const thing = 1\nexport type Thing = number\n'
const useIt = (specifier: string) => `import { thing } from '${specifier}'\nexport const used = thing\n`
const targetOf = (importer: string, specifier: string) =>
  path.join(path.dirname(importer), specifier).replace(/^(?:src|\.\.)\//, '')

const VALUES = [
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
] as const

const ONLY_TYPES = [
  ['schema/key.ts', '../rotation/key.ts'],
  ['schema/key.ts', '../kms/kms.ts'],
  ['resolvers/key.ts', '../context.ts'],
  ['context.ts', './rotation/key.ts'],
  ['telemetry/key.ts', '../server/operation/key.ts'],
] as const

const PACKAGES = [
  ['rotation/key.ts', '@aws-sdk/client-kms', 'only src/kms/aws and src/push call AWS'],
  ['kms/loaders/key.ts', '@aws-sdk/client-kms', 'only src/kms/aws and src/push call AWS'],
  ['resolvers/key.ts', 'graphql', 'only src/schema and src/server know GraphQL'],
  ['rotation/key.ts', '@pothos/core', 'only src/schema and src/server know GraphQL'],
  ['rotation/key.ts', '@opentelemetry/api', 'only src/telemetry counts and traces'],
  ['gateway.ts', 'prom-client', 'only src/telemetry counts and traces'],
  ['emulator/key.ts', 'pino', "only Node's own modules"],
  ['client/stream.ts', 'node:timers', "only 'graphql-ws/client'"],
  ['client/stream.ts', 'graphql', "only 'graphql-ws/client'"],
] as const

const OTHER_FORMS = [
  ['an export from', 'rotation/export.ts', "export { thing } from '../schema/key.ts'\n"],
  ['an export of all from', 'rotation/export-all.ts', "export * from '../schema/key.ts'\n"],
  ['a dynamic import of', 'rotation/later.ts', "export const later = import('../schema/key.ts')\n"],
] as const

type Imports = readonly (readonly [importer: string, specifier: string, ...rest: readonly string[]])[]

/** These imports. A file that has several of them has all of them. */
function filesOf(imports: Imports, statement: (specifier: string, index: number) => string) {
  const files: Record<string, string> = {}
  for (const [index, [importer, specifier]] of imports.entries())
    files[importer] = (files[importer] ?? thing) + statement(specifier, index)
  return files
}
/** The things that they import. */
const targetsOf = (imports: Imports) =>
  Object.fromEntries(imports.map(([importer, specifier]) => [targetOf(importer, specifier), thing]))

const values = [...VALUES, ...ONLY_TYPES]
const importValue = (specifier: string, index: number) =>
  `import { thing as thing${index} } from '${specifier}'\nexport const used${index} = thing${index}\n`
const importPackage = (name: string, index: number) =>
  `import * as all${index} from '${name}'\nexport const package${index} = all${index}\n`
const importType = (specifier: string, index: number) =>
  `import type { Thing as Thing${index} } from '${specifier}'\nexport type Used${index} = Thing${index}\n`

describe('the import table', () => {
  // Lint takes about as long for one import as for all.
  let rejected: readonly string[]
  let accepted: string
  beforeAll(async () => {
    const output = await lint({
      ...targetsOf(values),
      ...filesOf([...values, ...PACKAGES], (specifier, index) =>
        index < values.length ? importValue(specifier, index) : importPackage(specifier, index),
      ),
      ...Object.fromEntries(OTHER_FORMS.map(([, name, text]) => [name, text])),
    })
    rejected = output.split('\n')
    accepted = await lint({ ...targetsOf(ONLY_TYPES), ...filesOf(ONLY_TYPES, importType) })
  })
  const rejectionOf = (importer: string, imported: string) =>
    rejected.find((line) => line.includes(`${fileOf(importer)} may `) && line.includes(imported))

  test.each(VALUES)('rejects %s importing %s', (importer, specifier) => {
    const target = fileOf(targetOf(importer, specifier))
    expect(rejectionOf(importer, target)).toContain(`${fileOf(importer)} may not import ${target}`)
  })

  test.each(ONLY_TYPES)('allows src/%s to import only types from %s', (importer, specifier) => {
    const target = fileOf(targetOf(importer, specifier))
    expect(rejectionOf(importer, target)).toContain(`src/${importer} may import only types from ${target}`)
    expect(accepted).toContain('Found 0 warnings and 0 errors')
  })

  test.each(PACKAGES)('rejects %s importing the package %s', (importer, name, why) => {
    expect(rejectionOf(importer, `'${name}'`)).toContain(why)
  })

  test.each(OTHER_FORMS)('checks %s a place too', (_, name) => {
    expect(rejectionOf(name, 'src/schema/key.ts')).toContain(`src/${name} may not import src/schema/key.ts`)
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
