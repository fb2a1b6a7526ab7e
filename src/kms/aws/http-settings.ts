import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { StartupError } from '../../errors/startup-error.ts'

/** Proxies and certificate authorities for requests to AWS. */
export interface HttpSettings {
  /** For `http:` endpoints; undefined = no proxy. */
  readonly httpProxy: Proxy | undefined
  /** For `https:` endpoints, which includes all AWS endpoints; undefined = no proxy. */
  readonly httpsProxy: Proxy | undefined
  /** Hosts to reach without a proxy, separated by commas. */
  readonly noProxy: string
  /** The certificate authorities to trust, in PEM format, instead of Node.js's; undefined = Node.js's. */
  readonly ca: string | undefined
}

export interface Proxy {
  /** Without user name and password, so that messages cannot show them. */
  readonly url: string
  /** The value of `Proxy-Authorization`. */
  readonly authorization: string | undefined
  /** Whether the proxy runs on this machine. */
  readonly isLocal: boolean
}

/** For an endpoint on this machine, such as the embedded emulator. */
export const DIRECT: HttpSettings = {
  httpProxy: undefined,
  httpsProxy: undefined,
  noProxy: '',
  ca: undefined,
}

type Environment = Readonly<Record<string, string | undefined>>

/**
 * Reads HTTP_PROXY, HTTPS_PROXY, NO_PROXY (lower-case names take precedence, as in curl and the AWS CLI) and AWS_CA_BUNDLE.
 *
 * @param caBundleOfProfile `ca_bundle` of the selected profile
 * @throws {StartupError} when a proxy is not an http or https URL, or the bundle cannot be read or does not hold a certificate
 */
export function readHttpSettings(environment: Environment, caBundleOfProfile?: string): HttpSettings {
  const [caSource, caFile] = environment['AWS_CA_BUNDLE']
    ? ['AWS_CA_BUNDLE', environment['AWS_CA_BUNDLE']]
    : ["The profile's ca_bundle", caBundleOfProfile]
  return {
    httpProxy: readProxy('HTTP_PROXY', environment),
    httpsProxy: readProxy('HTTPS_PROXY', environment),
    noProxy: environment['no_proxy'] ?? environment['NO_PROXY'] ?? '',
    ca: caFile ? readBundle(caSource, caFile) : undefined,
  }
}

function readProxy(name: 'HTTP_PROXY' | 'HTTPS_PROXY', environment: Environment): Proxy | undefined {
  const source = environment[name.toLowerCase()] === undefined ? name : name.toLowerCase()
  const text = environment[source]?.trim()
  if (!text) return undefined
  const address = text.includes('://') ? text : `http://${text}`
  const url = URL.canParse(address) ? new URL(address) : undefined
  // The message does not quote the value, because it may hold a password.
  if (!url?.hostname || !['http:', 'https:'].includes(url.protocol))
    throw new StartupError(
      `${source} is not the URL of an HTTP proxy. Set it to a URL such as http://proxy.example.com:3128, or unset it.`,
    )
  const { username, password } = url
  return {
    url: url.origin,
    authorization:
      username || password
        ? `Basic ${Buffer.from(`${decode(username)}:${decode(password)}`).toString('base64')}`
        : undefined,
    isLocal: url.hostname === 'localhost' || url.hostname === '[::1]' || url.hostname.startsWith('127.'),
  }
}

/** Returns the text as it is when a `%` in it is not an escape. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

function readBundle(source: string, file: string): string {
  const wrong = (why: string, cause?: unknown) =>
    new StartupError(
      `${source} names '${file}', ${why}. Set it to a file of certificates in PEM format, or unset it.`,
      { cause },
    )
  let pem: string
  try {
    pem = readFileSync(file, 'utf8')
  } catch (error) {
    throw wrong(`which cannot be read (${error instanceof Error ? error.message : String(error)})`, error)
  }
  const certificates = pem.match(/-----BEGIN [A-Z ]*CERTIFICATE-----[^-]+-----END [A-Z ]*CERTIFICATE-----/g)
  if (!certificates) throw wrong('which does not hold a certificate')
  try {
    certificates.map((certificate) => new X509Certificate(certificate))
  } catch (error) {
    throw wrong('which holds a certificate that cannot be parsed', error)
  }
  return pem
}
