/** An SQS queue. */
export interface QueueAddress {
  readonly url: string
  readonly region: string
  readonly accountId: string
  readonly name: string
}

/** `sqs.us-east-1.amazonaws.com`, also of other partitions, of FIPS, dual-stack and VPC endpoints, and the older forms. */
const HOST = /^(?:[a-z0-9-]+\.)*(?:sqs|sqs-fips)\.([a-z]{2,8}(?:-[a-z0-9]+)+-\d+)\.(?:vpce\.)?[a-z0-9.-]+$/
const OLDER_HOST = /^([a-z]{2,8}(?:-[a-z0-9]+)+-\d+)\.queue\.amazonaws\.com$/
const REGION_IN_FRONT = /^([a-z]{2,8}(?:-[a-z0-9]+)+-\d+)=(.*)$/
const PATH = /^\/(\d{12})\/([\w-]{1,80})$/

/**
 * Reads the URL of a standard queue. If the host does not name the Region, the Region must be in front of the URL:
 * `us-east-1=http://127.0.0.1:5600/111122223333/queue`.
 *
 * @returns undefined if the text is not such a URL
 */
export function parseQueueAddress(text: string): QueueAddress | undefined {
  const [, regionInFront, rest = text] = REGION_IN_FRONT.exec(text) ?? []
  const url = URL.canParse(rest) ? new URL(rest) : undefined
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password || url.search || url.hash)
    return undefined
  const [, accountId, name] = PATH.exec(url.pathname) ?? []
  const region = regionInFront ?? (HOST.exec(url.hostname) ?? OLDER_HOST.exec(url.hostname))?.[1]
  if (accountId === undefined || name === undefined || region === undefined) return undefined
  return { url: url.href, region, accountId, name }
}
