import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'

// The known attacks on GraphQL endpoints, and on what speaks HTTP and takes tokens, each with the test that it fails at.

const HERE = {
  documents: 'safety/attacks/documents',
  variables: 'safety/attacks/variables',
  wire: 'safety/attacks/wire',
  log: 'safety/attacks/log-injection',
  regexp: 'safety/attacks/regular-expressions',
  outgoing: 'safety/attacks/outgoing',
  identity: 'safety/attacks/identity',
} as const

const ATTACKS: readonly (readonly [attack: string, file: string, test: string])[] = [
  [
    'array batching',
    HERE.documents,
    'an array of operations is refused whole, and none of them is carried out',
  ],
  [
    'alias overloading, mutations',
    HERE.documents,
    'a hundred rotations under aliases are refused before KMS is asked anything',
  ],
  [
    'alias overloading within the limit',
    HERE.documents,
    'as many as one document may hold spend one rotation of a key, not twenty',
  ],
  [
    'alias overloading, queries',
    HERE.documents,
    'reads under aliases, at the root and below, are refused beyond the number that is allowed',
  ],
  ['field duplication', HERE.documents, 'a field nearly two thousand times, each to be compared with each'],
  ['directive overloading', HERE.documents, 'a directive again and again on a field'],
  ['circular fragments', HERE.documents, 'a fragment that spreads itself'],
  ['fragment bomb', HERE.documents, 'fragments that double at each of thirty levels'],
  ['deep nesting', HERE.documents, 'fields nested deeper than any answer is'],
  ['a full stack in the parser', HERE.documents, 'brackets without end'],
  ['introspection depth bomb', HERE.documents, 'types of fields of types, asked of the schema'],
  ['introspection where it is off, field suggestions', 'server/document-limits', 'without introspection'],
  [
    'field suggestions by variables',
    'server/document-limits',
    'errors in variables suggest no names, over %s',
  ],
  ['over-long document', HERE.documents, 'one that is longer than a body may be is refused unread'],
  [
    'amplification by error messages',
    HERE.variables,
    'reports fifty mistakes in one long value without repeating the value fifty times',
  ],
  ['deep JSON, huge lists', HERE.variables, 'rejects %s with a short message'],
  [
    'prototype pollution',
    HERE.variables,
    '%s, is a name like any other over HTTP: it changes no object and gives no right',
  ],
  [
    'prototype pollution over WebSocket',
    HERE.variables,
    '%s, gives no right in connectionParams and extensions over WebSocket',
  ],
  ['prototype pollution by document ids', HERE.variables, '%s, is the id of no persisted document'],
  ['prototype pollution by claims', 'auth/policy', 'inherited from the prototype give no roles'],
  [
    'queries that cost too much',
    'server/cost',
    'executes an operation up to the maximum cost, and rejects a larger one with its cost, the maximum and its largest part',
  ],
  [
    'CSRF by GET: image, link',
    'server/cross-origin-check',
    'a subscription requested by an image is rejected',
  ],
  ['CSRF by GET: a mutation', 'server/http', 'rejects a mutation by GET without executing it'],
  [
    'CSRF by form, multipart and text',
    'server/cross-origin-check',
    'a body that needs no CORS preflight, with content type %s, is rejected',
  ],
  [
    'CSRF from a real page',
    'server/cors',
    'a page of any other origin cannot call the gateway by fetch, image, form, frame, beacon or WebSocket',
  ],
  [
    'CORS: null origin, look-alikes',
    'server/cors',
    'such as %s is rejected, with the setting that would allow it',
  ],
  ['DNS rebinding', 'server/cross-origin-check', 'rejects requests for another host name'],
  [
    'a request from a network to an embedded gateway without authentication',
    'server/embedding',
    'rejects requests that arrived at %s on every path if no credential is required',
  ],
  [
    'cross-site WebSocket hijacking',
    'server/cross-origin-check',
    'rejects a WebSocket of a page of another origin or for another host name',
  ],
  ['method override', HERE.wire, 'makes no change of a read by %s'],
  ['SSRF by a redirect of the issuer', HERE.outgoing, 'leads nowhere else'],
  [
    'SSRF by a redirect of KMS',
    HERE.outgoing,
    'leads nowhere else: what is signed for KMS is sent to nobody else',
  ],
  ['SSRF by what a request says', HERE.outgoing, 'no request names an address that the gateway then asks'],
  ['SSRF by jku and x5u', 'auth/jwt', 'a token that contains or links its own key'],
  ['answers without end', HERE.outgoing, 'is not read without end; of a change the outcome is then unknown'],
  [
    'log injection',
    HERE.log,
    'each line of the log is one JSON object of the gateway’s own, whatever callers call things',
  ],
  [
    'terminal escapes in the log',
    HERE.log,
    'nothing in it moves the cursor, colours, hides or turns around what is read',
  ],
  ['metric label explosion', 'telemetry/metrics', 'a client cannot add a metric series'],
  ['forged request ids', 'server/request-id', 'an ill-formed one is replaced: %s'],
  [
    'forged forwarded headers',
    'server/proxy-trust',
    'ignores the forwarded headers of a proxy that is not trusted',
  ],
  ['response splitting', HERE.wire, 'an answer is not written by who asks'],
  ['request smuggling', HERE.wire, '%s is refused, and nothing behind it is read'],
  ['two hosts', HERE.wire, 'with two Host headers, or none, is refused'],
  ['path traversal', HERE.wire, 'no file is served at %s'],
  ['cache poisoning', HERE.wire, 'finds nothing of a forged Host, scheme or path in an answer'],
  [
    'cache deception',
    HERE.wire,
    'stores no response, and serves different responses to browsers and programs',
  ],
  [
    'timing of token comparison',
    'auth/tokens',
    'is compared with every entry in constant time, known or not',
  ],
  ['JWT: alg none', 'auth/jwt', 'a token without a signature, for any value of alg'],
  ['JWT: HMAC with the public key', 'auth/jwt', 'a token signed by HMAC with the public key as the secret'],
  [
    'JWT: kid of somebody else’s key',
    'auth/jwt',
    'a token signed with another key, with a known kid, an unknown kid or no kid',
  ],
  [
    'JWT: another algorithm',
    'auth/jwt',
    'a token with a valid signature of an algorithm that is not allowed',
  ],
  ['JWT: expired, not yet valid, for others', 'auth/jwt', 'of a subject without bounds'],
  [
    'JWT: made-up keys flood the issuer',
    'auth/jwt',
    'are read at most once per cooldown for tokens with made-up kids',
  ],
  [
    'huge and odd tokens',
    HERE.identity,
    'closes the connection with 4403 for a token %s in a connection_init',
  ],
  ['token in the address', 'permissions/transports', 'a token in the URL is not accepted'],
  ['forged cursor', 'pagination/cursor', 'is rejected if any character differs (ending $spare)'],
  ['somebody else’s cursor', HERE.identity, 'a cursor of a listing'],
  ['somebody else’s node id', HERE.identity, 'the node id of a key'],
  ['made-up node id', HERE.identity, 'an id made of an ARN'],
  [
    'rotation of a key one may not see',
    HERE.identity,
    'a key that one may not see is not rotated, and nothing is sent',
  ],
  [
    'idempotency key guessing',
    'permissions/subject',
    'a request belongs to the subject of the credential in the response, the log and for idempotency keys',
  ],
  [
    'subscription exhaustion',
    'permissions/subscription-limit',
    'one subscription over the limit of a subject is rejected with status 429; each subject has its own limit',
  ],
  [
    'connection exhaustion',
    'server/connection-limits',
    'a connection over the limit gets the error for any request, and is not counted',
  ],
  ['pipelining', 'server/connection-limits', 'pipelined requests count as operations of their connection'],
  ['slow loris', 'server/slow-clients', 'if the client sends one byte at a time'],
  [
    'slow reader',
    'server/slow-consumer',
    'that never reads is disconnected, and at most one message is buffered until then',
  ],
  ['idle WebSocket', 'server/web-socket-input', 'a client that sends no connection_init is disconnected'],
  ['ReDoS', HERE.regexp, 'a regular expression takes no longer than its input is long:'],
  [
    'ReDoS by suggestions',
    HERE.variables,
    'removes suggestions as quickly from text that imitates a suggestion',
  ],
  [
    'ReDoS by patterns of the policy',
    'auth/policy',
    'with many stars takes time proportional to the length of the text times the length of the glob',
  ],
  [
    'stack traces in errors',
    'server/errors',
    'shows only the request ID for a bug in %s, and logs the bug in full',
  ],
  [
    'AWS principals in errors',
    'mutations/rotate-errors',
    'access denied: the error does not name the principal, and the request is stored as FAILED',
  ],
  ['secrets in the log', 'safety/secrets', 'is not in the %s'],
  ['XSS by the address of GraphiQL', 'server/graphiql', 'does not execute the query of its URL'],
  ['XSS by title and banner', 'server/graphiql', 'shows the title and the banner as text'],
  ['clickjacking', 'server/graphiql', 'is served to a browser, with a policy that allows only this server'],
  ['sniffing of content types', 'server/safe-headers', 'security headers are set on'],
]

test.each(ATTACKS)('%s: test/%s.test.ts has the test for it', async (_, file, name) => {
  const text = await readFile(new URL(`../../${file}.test.ts`, import.meta.url), 'utf8')
  expect(text).toContain(name)
})

test('each attack is listed once', () => {
  expect(new Set(ATTACKS.map(([attack]) => attack)).size).toBe(ATTACKS.length)
})

test('the files that the threat model names are there', async () => {
  const page = await readFile(new URL('../../../docs/threat-model.md', import.meta.url), 'utf8')
  const named = [...page.matchAll(/`((?:src|test)\/[^`]+)`/g)].flatMap(([, path = '']) => {
    const [, before = '', names = '', after = ''] = /^(.*)\{(.*)\}(.*)$/.exec(path) ?? []
    return names ? names.split(',').map((name) => before + name + after) : [path]
  })
  expect(named.length).toBeGreaterThan(30)
  const missing = named.filter((path) => !existsSync(new URL(`../../../${path}`, import.meta.url)))
  expect(missing).toEqual([])
})
