import { textOf } from './kinds.ts'
import { GROUPS, settingsOf } from './setting.ts'
import type { Setting } from './setting.ts'
import { SETTINGS } from './settings.ts'

const WIDTH = 100
/** Where the descriptions begin. */
const COLUMN = 38

export function helpText(): string {
  const settings = settingsOf(SETTINGS).map(({ setting }) => setting)
  const groups = GROUPS.map((group) => [
    `${group}:`,
    ...settings
      .filter((setting) => setting.group === group)
      .map((setting) => entry(flagOf(setting), `${setting.help} ${notesOn(setting)}`)),
    '',
  ])
  return [
    'Usage: kms-rotation-gateway [flags]',
    '       kms-rotation-gateway doctor [flags] [--json]',
    '',
    'One GraphQL endpoint over the AWS KMS key-rotation APIs. The command doctor takes the same flags,',
    'prints which credentials, roles and permissions are missing, and changes nothing.',
    '',
    'Each flag has an environment variable: --max-body-bytes is KMS_GATEWAY_MAX_BODY_BYTES, and a flag',
    'without a value is true or false. A flag takes precedence over the environment, and the environment',
    'over the configuration file. AWS settings such as AWS_REGION, AWS_PROFILE and AWS_ENDPOINT_URL_KMS',
    'apply as in other AWS tools.',
    '',
    ...groups.flat(),
    'Other:',
    entry('--config <path>', 'JSON file with settings: the names of flags without dashes, and their values.'),
    entry('--help, -h', 'Print this help.'),
    entry('--version, -v', 'Print the version.'),
    '',
  ].join('\n')
}

export const flagOf = ({ flag, kind }: Setting<unknown>): string =>
  kind.placeholder === undefined ? `--${flag}` : `--${flag} <${kind.placeholder}>`

/** The default as text: a value, or what happens without one. */
export const defaultTextOf = ({ kind, default: value, unset }: Setting<unknown>): string =>
  unset ?? (textOf(kind.toJson(value), kind.schema.type) || 'none')

function notesOn(setting: Setting<unknown>): string {
  const variable =
    setting.platformVariable === undefined ? '' : ` Also read from ${setting.platformVariable}.`
  return `Default: ${defaultTextOf(setting).replaceAll(/,(?=\S)/g, ', ')}.${variable}`
}

/** A flag with its description beside it, or below it where the flag is too long. */
function entry(flag: string, description: string): string {
  const lines: string[] = []
  for (const word of description.split(' ')) {
    const last = lines.at(-1)
    if (last === undefined || last.length + 1 + word.length > WIDTH - COLUMN) lines.push(word)
    else lines[lines.length - 1] = `${last} ${word}`
  }
  const head = `  ${flag}`
  const indented = lines.map((line) => `${' '.repeat(COLUMN)}${line}`)
  const [first = '', ...others] = indented
  return head.length < COLUMN - 1
    ? [head + first.slice(head.length), ...others].join('\n')
    : [head, ...indented].join('\n')
}
