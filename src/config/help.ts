import { SETTINGS, variableOf } from './settings.ts'

export function helpText(): string {
  const lines = SETTINGS.map((setting) => {
    const flag = setting.takes === null ? `--${setting.name}` : `--${setting.name} <${setting.takes}>`
    return `  ${flag}\n      ${setting.description}\n      Environment: ${variableOf(setting.name)}. Default: ${setting.default || 'none'}.`
  })
  return [
    'Usage: kms-rotation-gateway [flags]',
    '',
    'One GraphQL endpoint over the AWS KMS key-rotation APIs. On AWS it uses the same settings as every AWS tool:',
    'AWS_REGION, AWS_PROFILE, AWS_ACCESS_KEY_ID and the like, AWS_ENDPOINT_URL_KMS, AWS_ENDPOINT_URL.',
    '',
    ...lines,
    '  --help\n      This text.',
    '  --version\n      The version.',
    '',
  ].join('\n')
}
