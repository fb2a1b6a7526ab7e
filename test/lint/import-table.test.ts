import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { lintFolder, plantProjects } from './planted-project.ts'

plantProjects()
const lint = (files: Readonly<Record<string, string>>) => lintFolder('src', files)

const thing = 'export const thing = 1\nexport type Thing = number\n'
const useIt = (specifier: string) => `import { thing } from '${specifier}'\nexport const used = thing\n`
const useItsType = (specifier: string) =>
  `import type { Thing } from '${specifier}'\nexport type Used = Thing\n`

describe('the import table, by lint', () => {
  it.each([
    ['resolvers/key.ts', '../schema/key.ts'],
    ['schema/key.ts', '../server/key.ts'],
    ['server/key.ts', '../rotation/key.ts'],
    ['rotation/key.ts', '../resolvers/key.ts'],
    ['rotation/key.ts', '../kms/loaders.ts'],
    ['rotation/key.ts', '../pagination/key.ts'],
    ['kms/key.ts', '../rotation/key.ts'],
    ['pagination/key.ts', '../kms/kms.ts'],
    ['emulator/key.ts', '../errors.ts'],
    ['emulator/key.ts', '../kms/kms.ts'],
    ['errors.ts', './logger.ts'],
    ['config.ts', './gateway.ts'],
    ['cli.ts', './server/key.ts'],
    ['kms/key.ts', '../gateway.ts'],
    ['server/key.ts', '../telemetry/key.ts'],
  ])('refuses src/%s importing %s', async (importer, specifier) => {
    const target = path.join(path.dirname(importer), specifier)
    expect(await lint({ [importer]: useIt(specifier), [target]: thing })).toContain(
      `src/${importer} may not import src/${target}`,
    )
  })

  it.each([
    ['schema/key.ts', '../rotation/key.ts'],
    ['schema/key.ts', '../kms/kms.ts'],
    ['resolvers/key.ts', '../context.ts'],
    ['context.ts', './rotation/key.ts'],
    ['telemetry/key.ts', '../server/key.ts'],
  ])('lets src/%s import types only from %s', async (importer, specifier) => {
    const target = path.join(path.dirname(importer), specifier)
    expect(await lint({ [importer]: useIt(specifier), [target]: thing })).toContain(
      `src/${importer} may import only types from src/${target}`,
    )
    expect(await lint({ [importer]: useItsType(specifier) })).toContain('Found 0 warnings and 0 errors')
  })

  it.each([
    ['rotation/key.ts', '@aws-sdk/client-kms', 'the one door to AWS'],
    ['kms/loaders.ts', '@aws-sdk/client-kms', 'the one door to AWS'],
    ['resolvers/key.ts', 'graphql', 'GraphQL ends at src/schema'],
    ['rotation/key.ts', '@pothos/core', 'GraphQL ends at src/schema'],
    ['rotation/key.ts', '@opentelemetry/api', 'src/telemetry counts and traces'],
    ['gateway.ts', 'prom-client', 'src/telemetry counts and traces'],
    ['emulator/key.ts', 'pino', "Node's own modules only"],
  ])('refuses src/%s importing the package %s', async (importer, name, why) => {
    expect(await lint({ [importer]: `import * as all from '${name}'\nexport const used = all\n` })).toContain(
      why,
    )
  })

  it.each([
    ['an export from', "export { thing } from '../schema/key.ts'\n"],
    ['an export of all from', "export * from '../schema/key.ts'\n"],
    ['a dynamic import of', "export const later = import('../schema/key.ts')\n"],
  ])('sees %s a place too', async (_, text) => {
    expect(await lint({ 'rotation/key.ts': text, 'schema/key.ts': thing })).toContain(
      'src/rotation/key.ts may not import src/schema/key.ts',
    )
  })

  it('refuses a folder that has no row', async () => {
    expect(await lint({ 'stuff/key.ts': useIt('../errors.ts'), 'errors.ts': thing })).toContain(
      'src/stuff/key.ts has no row in the import table',
    )
  })

  it('refuses a circle of types alone', async () => {
    const circle = {
      'rotation/one.ts': "import type { Two } from './two.ts'\nexport type One = { two: Two }\n",
      'rotation/two.ts': "import type { One } from './one.ts'\nexport type Two = { one?: One }\n",
    }
    expect(await lint(circle)).toContain('import(no-cycle)')
  })

  it('lets what the table allows pass', async () => {
    const files = {
      'errors.ts': thing,
      'kms/kms.ts': thing,
      'rotation/key.ts': useIt('../kms/kms.ts'),
      'resolvers/key.ts': useIt('../rotation/other.ts'),
      'rotation/other.ts': thing,
      'schema/key.ts': `${useIt('../resolvers/other.ts')}import { graphql } from 'graphql'\nexport const run = graphql\n`,
      'resolvers/other.ts': thing,
      'kms/aws-kms.ts': useIt('../errors.ts'),
    }
    expect(await lint(files)).toContain('Found 0 warnings and 0 errors')
  })
})
