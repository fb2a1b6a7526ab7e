interface Setting {
  /** The flag is `--name`, the environment variable NAME. */
  readonly name: string
  readonly default: string
  /** What follows the flag; null for a switch, whose variable is `true` or `false`. */
  readonly takes: string | null
  readonly description: string
}

/** Those by which who checks a token cannot make one. */
export const JWT_ALGORITHMS = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
] as const

/** Every setting, in the order in which the help shows them. */
export const SETTINGS = [
  {
    name: 'kms',
    default: 'aws',
    takes: 'aws | emulator',
    description: 'AWS KMS by the usual AWS settings, or an embedded emulator with sample keys.',
  },
  {
    name: 'host',
    default: '127.0.0.1',
    takes: 'address',
    description: 'Where to listen. Loopback only, unless --auth asks for credentials.',
  },
  { name: 'port', default: '4000', takes: 'number', description: 'Port to listen on; 0 takes any.' },
  {
    name: 'regions',
    default: '',
    takes: 'a,b,…',
    description: "Regions to serve; the first one is the default. Left out: AWS_REGION or the profile's.",
  },
  {
    name: 'account-id',
    default: '',
    takes: '12 digits',
    description: 'Your AWS account. Left out: that of any key or alias that KMS lists.',
  },
  {
    name: 'auth',
    default: 'none',
    takes: 'none | tokens | jwt',
    description: 'How callers show who they are: not at all, bearer tokens of the policy file, or JWTs.',
  },
  {
    name: 'policy-file',
    default: '',
    takes: 'path',
    description: 'Who may do what to which keys; read again when it changes. Needed for tokens and jwt.',
  },
  { name: 'jwt-issuer', default: '', takes: 'text', description: "What 'iss' of a JWT has to be." },
  { name: 'jwt-audience', default: '', takes: 'text', description: "What 'aud' of a JWT has to name." },
  {
    name: 'jwt-jwks',
    default: '',
    takes: 'https address | path',
    description: 'The keys that the issuer signs with, a JSON Web Key Set.',
  },
  {
    name: 'jwt-algorithms',
    default: 'RS256,ES256',
    takes: 'a,b,…',
    description: `Algorithms that JWTs may be signed with, of ${JWT_ALGORITHMS.join(', ')}.`,
  },
  { name: 'read-only', default: 'false', takes: null, description: 'Serve no mutations.' },
  { name: 'no-graphiql', default: 'false', takes: null, description: 'Serve no GraphiQL to browsers.' },
  {
    name: 'log-level',
    default: 'info',
    takes: 'debug | info | warn | error | silent',
    description: 'What to log, as JSON lines on standard error.',
  },
  {
    name: 'on-demand-rotations-per-key',
    default: '25',
    takes: 'number',
    description: "AWS's quota of on-demand rotations per key and lifetime.",
  },
  {
    name: 'completion-timeout-ms',
    default: '900000',
    takes: 'milliseconds',
    description: 'After how long a rotation not seen to complete is TIMED_OUT.',
  },
  {
    name: 'max-material-age-in-days',
    default: '365',
    takes: 'days',
    description: 'Oldest key material that is compliant where a caller names no policy.',
  },
  {
    name: 'kms-request-price',
    default: '0.03',
    takes: 'US dollars',
    description: 'What AWS charges for 10,000 KMS requests. Used for estimates only.',
  },
  {
    name: 'kms-quota-share-percent',
    default: '50',
    takes: 'percent',
    description: "How much of each of KMS's request quotas is used; the account's other users need the rest.",
  },
  {
    name: 'kms-quotas',
    default: '',
    takes: 'Operation=number,…',
    description:
      "Requests a second that AWS allows your account in a Region, where that is not AWS's default, as ListKeyRotations=200.",
  },
  {
    name: 'max-kms-wait-ms',
    default: '30000',
    takes: 'milliseconds',
    description:
      'How long a call may wait for its turn at a KMS quota. Who would wait longer is THROTTLED at once.',
  },
  {
    name: 'max-age-ms',
    default:
      'ListKeys=60000,DescribeKey=60000,ListAliases=60000,ListResourceTags=60000,GetKeyRotationStatus=10000,ListKeyRotations=60000',
    takes: 'Operation=milliseconds,…',
    description:
      'How old an answer of KMS may be; 0 = read for each request. Operations left out keep their default.',
  },
  {
    name: 'max-cached-answers',
    default: '50000',
    takes: 'number',
    description: 'Most answers of KMS to keep in memory, in each Region.',
  },
  {
    name: 'no-introspection',
    default: 'false',
    takes: null,
    description: 'Answer no questions about the schema.',
  },
  {
    name: 'rate-limit-points',
    default: '200000',
    takes: 'points',
    description: 'What one caller may spend at once, in points of @cost; 0 = as much as it likes.',
  },
  {
    name: 'rate-limit-points-per-second',
    default: '10000',
    takes: 'points',
    description: 'How many of them come back each second.',
  },
  {
    name: 'max-query-cost',
    default: '20000',
    takes: 'points',
    description: 'Most points that one operation may cost.',
  },
  {
    name: 'max-query-nodes',
    default: '100000',
    takes: 'number',
    description: 'Most objects that the answer of one operation may hold.',
  },
  { name: 'max-query-tokens', default: '2000', takes: 'number', description: 'Most tokens of a document.' },
  {
    name: 'max-query-depth',
    default: '20',
    takes: 'number',
    description: 'How deep its fields may be nested.',
  },
  { name: 'max-query-aliases', default: '50', takes: 'number', description: 'Most aliases in an operation.' },
  {
    name: 'max-query-directives',
    default: '50',
    takes: 'number',
    description: 'Most directives in an operation.',
  },
  {
    name: 'max-query-root-fields',
    default: '20',
    takes: 'number',
    description: 'Most fields at the root of an operation.',
  },
  {
    name: 'data-folder',
    default: '',
    takes: 'path',
    description:
      'Where rotation requests and idempotency keys are kept through restarts. Left out: in memory only.',
  },
  {
    name: 'max-connections',
    default: '10000',
    takes: 'number',
    description: 'Connections at a time, WebSocket, SSE and others together. One more is refused with 503.',
  },
  {
    name: 'max-connections-per-address',
    default: '1000',
    takes: 'number',
    description:
      "Of these from one address. One more is refused with 429. Behind a proxy every address is the proxy's: give it as many as --max-connections.",
  },
  {
    name: 'max-operations-per-connection',
    default: '100',
    takes: 'number',
    description: 'Subscriptions and other operations that one connection may carry at a time.',
  },
  {
    name: 'max-subscriptions-per-subject',
    default: '1000',
    takes: 'number',
    description:
      'Subscriptions that one subject may have at a time, over all its connections. Not limited with --auth none.',
  },
  {
    name: 'max-message-bytes',
    default: '65536',
    takes: 'bytes',
    description: 'A longer WebSocket message closes its connection with 1009.',
  },
  {
    name: 'connection-init-timeout-ms',
    default: '5000',
    takes: 'milliseconds',
    description: 'Time a WebSocket client has for its connection_init; then it is closed with 4408.',
  },
  {
    name: 'keep-alive-interval-ms',
    default: '12000',
    takes: 'milliseconds',
    description:
      'Between pings on a WebSocket and comments on an SSE stream. A peer that takes none for two of them is dropped.',
  },
  {
    name: 'emulator-port',
    default: '0',
    takes: 'number',
    description: 'Port of the embedded emulator; 0 takes any.',
  },
  {
    name: 'request-timeout-ms',
    default: '30000',
    takes: 'milliseconds',
    description:
      'How long a query or mutation may take, and opening a subscription. Keep it under the timeout of a proxy in front.',
  },
  {
    name: 'max-body-bytes',
    default: '100000',
    takes: 'bytes',
    description: 'A longer request body is refused.',
  },
  {
    name: 'base-path',
    default: '',
    takes: 'path',
    description:
      'The path under which a reverse proxy publishes the gateway, such as /kms. The proxy passes it on. Every path begins with it, except that of the metrics.',
  },
  {
    name: 'allowed-hosts',
    default: '',
    takes: 'a,b,…',
    description: "Other names the gateway goes by, such as a reverse proxy's: kms.example.com",
  },
  {
    name: 'cors-origins',
    default: '',
    takes: 'a,b,…',
    description: 'Origins whose pages may use the gateway from elsewhere: https://app.example.com',
  },
  {
    name: 'trust-proxy',
    default: '',
    takes: 'a,b,…',
    description:
      'Proxies whose X-Forwarded-For, -Host and -Proto are believed: addresses, networks such as 10.0.0.0/8, loopback, private.',
  },
  {
    name: 'persisted-documents',
    default: '',
    takes: 'path',
    description:
      'JSON file of documents by their ids, or Apollo’s manifest. Clients may send an id instead of a document.',
  },
  {
    name: 'persisted-documents-only',
    default: 'false',
    takes: null,
    description: 'Execute nothing but persisted documents. Switches GraphiQL off.',
  },
  {
    name: 'metrics-port',
    default: '',
    takes: 'number',
    description: 'Port for Prometheus to scrape /metrics at; 0 takes any. Left out: no metrics.',
  },
  {
    name: 'metrics-host',
    default: '127.0.0.1',
    takes: 'address',
    description: 'Where to serve metrics. They ask nobody for a credential.',
  },
  {
    name: 'otlp-endpoint',
    default: '',
    takes: 'URL',
    description:
      'Where to send traces, by OTLP over HTTP, e.g. http://127.0.0.1:4318. Left out: where OTEL_EXPORTER_OTLP_TRACES_ENDPOINT or OTEL_EXPORTER_OTLP_ENDPOINT says; without these no traces.',
  },
] as const satisfies readonly Setting[]

export type SettingName = (typeof SETTINGS)[number]['name']

export const variableOf = (name: string): string => name.replaceAll('-', '_').toUpperCase()

export const defaultOf = (name: SettingName): string =>
  SETTINGS.find((setting) => setting.name === name)?.default ?? ''
