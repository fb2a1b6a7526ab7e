// The files that are generated from the rows of src/config/settings.ts, and the schemas of the accounts file and the rotation policy file.
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { format, resolveConfig } from 'prettier'
import { defaultTextOf } from '../src/config/help.ts'
import { GROUPS, settingsOf } from '../src/config/setting.ts'
import { SETTINGS } from '../src/config/settings.ts'
import { accountsSchema } from './accounts-schema.ts'
import { rotationPolicySchema } from './rotation-policy-schema.ts'

const ROOT = path.resolve(import.meta.dirname, '..')
/** Their tables stand between `<!-- settings: Group -->` and `<!-- end of settings -->`. */
const PAGES = ['docs/limits.md', 'docs/deployment.md']

/** The content of each file, by its path from the root of the repository. */
export async function settingsFiles(): Promise<Readonly<Record<string, string>>> {
  const files: Record<string, string> = {
    'settings.schema.json': JSON.stringify(settingsSchema()),
    'accounts.schema.json': JSON.stringify(accountsSchema()),
    'rotation-policy.schema.json': JSON.stringify(rotationPolicySchema()),
  }
  for (const page of PAGES) {
    const text = await readFile(path.join(ROOT, page), 'utf8')
    files[page] = text.replaceAll(
      /(<!-- settings: (.+?) -->\n).*?(<!-- end of settings -->)/gs,
      (_, start: string, group: string, end: string) => `${start}\n${tableOf(group)}\n\n${end}`,
    )
  }
  for (const [file, text] of Object.entries(files)) {
    const filepath = path.join(ROOT, file)
    files[file] = await format(text, { ...(await resolveConfig(filepath)), filepath })
  }
  return files
}

function settingsSchema(): object {
  const properties = settingsOf(SETTINGS).map(({ setting: { flag, kind, help, unset, default: value } }) => [
    flag,
    {
      description: unset === undefined ? help : `${help} Default: ${unset}.`,
      ...kind.schema,
      ...(unset !== undefined || value === undefined ? {} : { default: kind.toJson(value) }),
    },
  ])
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Configuration file of kms-rotation-gateway',
    type: 'object',
    properties: { $schema: { type: 'string' }, ...Object.fromEntries(properties) },
    additionalProperties: false,
  }
}

function tableOf(group: string): string {
  if (!GROUPS.some((each) => each === group)) throw new Error(`There is no group of settings '${group}'.`)
  const rows = settingsOf(SETTINGS)
    .filter(({ setting }) => setting.group === group)
    .map(({ setting, path: [first, second, name] }) => {
      const inGraph = first === 'gateway' && second === 'limits' ? `, \`limits.${name}\`` : ''
      const cells = [`\`--${setting.flag}\`${inGraph}`, defaultTextOf(setting), setting.help]
      return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
    })
  return ['| setting | default | description |', '| --- | --- | --- |', ...rows].join('\n')
}
