import { exampleValue } from '../auth/authenticator.ts'
import type { Authenticator, CredentialScheme } from '../auth/authenticator.ts'
import type { Config } from '../config.ts'
import { parseQueueAddress } from '../push/queue-address.ts'
import type { Upstream } from './upstream.ts'

export interface AnnouncementOptions {
  readonly url: string
  readonly config: Pick<Config, 'gateway' | 'hasInventory' | 'isPersistedDocumentsOnly' | 'pushQueues'>
  readonly hasConsole: boolean
  readonly upstream: Pick<Upstream, 'announcement'>
  readonly auth: Pick<Authenticator, 'requiresCredential' | 'scheme'>
  readonly metricsUrl: string | undefined
}

/** What standard output shows after the start: each address, where callers send their credential, and the KMS. */
export function announcementOf({
  url,
  config,
  hasConsole,
  upstream,
  auth,
  metricsUrl,
}: AnnouncementOptions): string {
  const { basePath, graphiql, isReadOnly } = config.gateway
  const page = config.isPersistedDocumentsOnly
    ? 'off, because only persisted documents are executed.'
    : `open ${url}${basePath}/graphql in a browser.`
  return [
    `GraphQL:  ${url}${basePath}/graphql${isReadOnly ? ' (read-only)' : ''}`,
    ...(hasConsole ? [`Console:  open ${url}${basePath}/ in a browser.`] : []),
    ...(graphiql ? [`GraphiQL: ${page}`] : []),
    ...(auth.requiresCredential
      ? credentialLines(auth.scheme, graphiql && !config.isPersistedDocumentsOnly)
      : []),
    ...upstream.announcement,
    ...(config.hasInventory ? [inventoryLine(config.gateway.inventory)] : []),
    ...(config.pushQueues.length > 0 ? [pushLine(config.pushQueues)] : []),
    ...(metricsUrl === undefined ? [] : [`Metrics:  ${metricsUrl}`]),
    '',
  ].join('\n')
}

function inventoryLine({ statusEveryMs, restEveryMs }: Config['gateway']['inventory']): string {
  return `Keys:     copied into the inventory. Their state is read every ${timeOf(statusEveryMs)}, the rest every ${timeOf(restEveryMs)}.`
}

const timeOf = (ms: number): string => {
  const minutes = Math.round(ms / 60_000)
  return minutes % 60 === 0 && minutes > 60 ? `${minutes / 60} hours` : `${minutes} minutes`
}

function pushLine(queues: readonly string[]): string {
  const names = queues.map((text) => {
    const { region, name } = parseQueueAddress(text) ?? {}
    return `${name} (${region})`
  })
  return `Push:     from the SQS queue${names.length === 1 ? '' : 's'} ${names.join(', ')}.`
}

function credentialLines(scheme: CredentialScheme, hasGraphiql: boolean): readonly string[] {
  const { prefix, placeholder } = exampleValue(scheme)
  const json = JSON.stringify({ [scheme.header]: prefix + placeholder })
  return [
    'Auth:     callers must send a credential:',
    `          HTTP:      the header ${scheme.example}`,
    `          WebSocket: ${json} as the payload of connection_init, or as extensions.headers of an operation`,
    ...(hasGraphiql
      ? [`          GraphiQL:  in the field at the top of the page, or in the Headers tab: ${json}`]
      : []),
  ]
}
