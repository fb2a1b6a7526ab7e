import { describe, expect, test } from 'vitest'
import { readCommandLine } from '../../src/config.ts'
import { helpText } from '../../src/config/help.ts'
import { GROUPS, settingsOf } from '../../src/config/setting.ts'
import { SETTINGS } from '../../src/config/settings.ts'

const settings = settingsOf(SETTINGS).map(({ setting }) => setting)
const flagsOf = (help: string) => [...help.matchAll(/^ {2}--([a-z-]+)/gm)].map(([, flag]) => flag)

describe('the help', () => {
  test('takes precedence over all other settings', () => {
    expect(readCommandLine(['--help', '--port', 'x'], { KMS_GATEWAY_KMS: 'gcp' })).toEqual({ kind: 'help' })
    expect(readCommandLine(['--version', '--config', '/nowhere'], {})).toEqual({ kind: 'version' })
  })

  test('lists every setting once, in the order of its groups', () => {
    const help = helpText()
    const grouped = GROUPS.flatMap((group) => settings.filter((setting) => setting.group === group))
    expect(flagsOf(help)).toEqual([...grouped.map(({ flag }) => flag), 'config', 'help', 'version'])
    expect([...help.matchAll(/^(\w.*):$/gm)].map(([, heading]) => heading)).toEqual([...GROUPS, 'Other'])
  })

  test('shows the default of a setting, or what happens without it', () => {
    const help = helpText().replaceAll(/\s+/g, ' ')
    for (const text of [
      '--port <port> Port to listen on. 0 selects a free port. Default: 4000. Also read from PORT.',
      '--kms-quota-share-percent <percent> Share of each KMS request quota that the gateway uses. Other users of the account need the rest. Default: 50.',
      '--no-graphiql Do not serve GraphiQL. Default: false.',
      'Default: RS256, ES256.',
      'ListKeys=60000, DescribeKey=60000,',
      'Default: no metrics.',
    ])
      expect(help).toContain(text)
  })

  test('fits in 100 columns', () => {
    expect(
      helpText()
        .split('\n')
        .filter((line) => line.length > 100),
    ).toEqual([])
  })
})
