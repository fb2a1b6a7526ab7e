import type { Config } from '../config.ts'
import type { Upstream } from './upstream.ts'

/** What standard output shows after the start: each address, and which KMS the gateway calls. */
export function announcementOf(
  url: string,
  { gateway: { basePath, graphiql, isReadOnly }, isPersistedDocumentsOnly }: Config,
  { announcement }: Upstream,
  metricsUrl: string | undefined,
): string {
  const page = isPersistedDocumentsOnly
    ? 'off, because only persisted documents are executed.'
    : `open ${url}${basePath}/graphql in a browser.`
  return [
    `GraphQL:  ${url}${basePath}/graphql${isReadOnly ? ' (read-only)' : ''}`,
    ...(graphiql ? [`GraphiQL: ${page}`] : []),
    ...announcement,
    ...(metricsUrl === undefined ? [] : [`Metrics:  ${metricsUrl}`]),
    '',
  ].join('\n')
}
