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
    'nor is it told names of what its variables may hold, over %s',
  ],
  ['over-long document', HERE.documents, 'one that is longer than a body may be is refused unread'],
  [
    'amplification by error messages',
    HERE.variables,
    'fifty mistakes in one long value are told without repeating it fifty times',
  ],
  ['deep JSON, huge lists', HERE.variables, '%s are a client’s mistake, told in few words'],
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
  ['prototype pollution by claims', 'auth/policy', 'that are not the token’s own give nothing'],
  [
    'queries that cost too much',
    'server/cost',
    'is executed up to the maximum cost, and refused beyond it with its cost, the maximum and its largest part',
  ],
  ['CSRF by GET: image, link', 'server/same-origin', 'a subscription that an image asks for is not opened'],
  ['CSRF by GET: a mutation', 'server/http', 'a mutation by GET is refused and not executed'],
  [
    'CSRF by form, multipart and text',
    'server/same-origin',
    'a body that a page may send without asking, as %s, is refused',
  ],
  [
    'CSRF from a real page',
    'server/cors',
    'a page of any other origin reaches it in none, not by image, form, frame or beacon either',
  ],
  ['CORS: null origin, look-alikes', 'server/cors', 'such as %s may nothing, and is told how it could'],
  ['DNS rebinding', 'server/same-origin', 'answers nobody who calls it by another name'],
  [
    'cross-site WebSocket hijacking',
    'server/same-origin',
    'opens no WebSocket for a page of another origin, nor under another name',
  ],
  ['method override', HERE.wire, 'makes no change of a read by %s'],
  ['SSRF by a redirect of the issuer', HERE.outgoing, 'leads nowhere else'],
  [
    'SSRF by a redirect of KMS',
    HERE.outgoing,
    'leads nowhere else: what is signed for KMS is sent to nobody else',
  ],
  ['SSRF by what a request says', HERE.outgoing, 'no request names an address that the gateway then asks'],
  ['SSRF by jku and x5u', 'auth/jwt', 'that brings its own key along'],
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
  ['forged forwarded headers', 'server/proxy-trust', 'that it was not told of believes nothing'],
  ['response splitting', HERE.wire, 'an answer is not written by who asks'],
  ['request smuggling', HERE.wire, '%s is refused, and nothing behind it is read'],
  ['two hosts', HERE.wire, 'with two Host headers, or none, is refused'],
  ['path traversal', HERE.wire, 'no file is served at %s'],
  ['cache poisoning', HERE.wire, 'finds nothing of a forged Host, scheme or path in an answer'],
  ['cache deception', HERE.wire, 'keeps no answer, and tells those for a browser from those for a program'],
  [
    'timing of token comparison',
    'auth/tokens',
    'is compared with every entry to its end, known or not, first or last',
  ],
  ['JWT: alg none', 'auth/jwt', 'without a signature, whatever it says of its algorithm'],
  ['JWT: HMAC with the public key', 'auth/jwt', 'with the public key for a secret'],
  [
    'JWT: kid of somebody else’s key',
    'auth/jwt',
    'signed with a key of its own, under a known name, an unknown one or none',
  ],
  [
    'JWT: another algorithm',
    'auth/jwt',
    'with an algorithm that is not pinned, though its signature is right',
  ],
  ['JWT: expired, not yet valid, for others', 'auth/jwt', 'of a subject without bounds'],
  [
    'JWT: made-up keys flood the issuer',
    'auth/jwt',
    'are not asked for again by tokens with made-up keys, but once in a while',
  ],
  ['huge and odd tokens', HERE.identity, '%s is refused as any other, in a connection_init'],
  ['token in the address', 'permissions/transports', 'a token in the address is none'],
  ['forged cursor', 'pagination/cursor', 'is refused wherever a character differs (ending $spare)'],
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
    'a request is by the subject of the credential, in the answer, in the log, and in what an idempotency key means',
  ],
  [
    'subscription exhaustion',
    'permissions/subscription-limit',
    'one subscription too many of a subject is refused with status 429; others have their own',
  ],
  [
    'connection exhaustion',
    'server/connection-limits',
    'one connection too many is told so, whatever it asks for, and nobody loses a place by it',
  ],
  [
    'pipelining',
    'server/connection-limits',
    'requests that are sent before the answers count as operations of their connection',
  ],
  ['slow loris', 'server/slow-clients', 'that drips a byte at a time'],
  [
    'slow reader',
    'server/slow-consumer',
    'that never reads is dropped, and no more than a message waits for it until then',
  ],
  ['idle WebSocket', 'server/web-socket-input', 'a client that sends no connection_init is not waited for'],
  ['ReDoS', HERE.regexp, 'a regular expression takes no longer than its input is long:'],
  [
    'ReDoS by suggestions',
    HERE.variables,
    'text that looks like a suggestion is as quickly cut as any other',
  ],
  [
    'ReDoS by patterns of the policy',
    'auth/policy',
    'of many stars is decided with as many steps as text and glob are long, times each other',
  ],
  ['stack traces in errors', 'server/errors', 'a bug in %s is shown as a request id, and logged whole'],
  [
    'AWS principals in errors',
    'mutations/rotate-refusals',
    'denied: told without naming the principal, and the request is kept as FAILED',
  ],
  ['secrets in the log', 'safety/secrets', 'is not in the %s'],
  ['XSS by the address of GraphiQL', 'server/graphiql', 'does not execute what its address says'],
  ['XSS by title and banner', 'server/graphiql', 'shows title and banner as text'],
  [
    'clickjacking',
    'server/graphiql',
    'is served to a browser, under a policy that allows nothing but this server',
  ],
  ['sniffing of content types', 'server/safe-headers', 'headers that keep browsers from harm are on'],
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
