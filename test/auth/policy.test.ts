import { describe, expect, test } from 'vitest'
import { matchesAliases, matchesArn, matchesTags } from '../../src/auth/key-pattern.ts'
import { parsePolicy } from '../../src/auth/parse-policy.ts'
import { rightsOf, rolesOfClaims, viewerWith } from '../../src/auth/policy.ts'
import { StartupError } from '../../src/errors/startup-error.ts'

const parse = (json: unknown) => parsePolicy(JSON.stringify(json), 'policy.json')
const viewer = (policy: object, ...roles: readonly string[]) =>
  viewerWith(parse(policy), { subject: 'alice', roles, expiresAt: undefined })

const READ = ['ROTATION_READ']
const WRITE = ['ROTATION_READ', 'ROTATION_WRITE']
const key = {
  arn: 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab',
  region: 'eu-west-1',
  accountId: '111122223333',
}

describe('a pattern', () => {
  test.each<[pattern: object, fits: boolean]>([
    [{ arn: key.arn }, true],
    [{ arn: 'arn:aws:kms:*:111122223333:key/*' }, true],
    [{ arn: '*' }, true],
    [{ arn: '**ab' }, true],
    [{ arn: 'arn:aws:kms:us-*' }, false],
    [{ arn: key.arn.slice(0, -1) }, false],
    [{ arn: `${key.arn.slice(0, -1)}?` }, true],
    [{ arn: `${key.arn}?` }, false],
    [{ arn: '' }, false],
    [{ arn: 'arn.aws.kms.*' }, false],
    [{ region: 'eu-*' }, true],
    [{ region: 'EU-*' }, false],
    [{ region: 'eu-*', account: '999999999999' }, false],
    [{ region: 'eu-west-?', account: '1111*3333' }, true],
    [{}, true],
  ])('%j matches the ARN: %j', (pattern, fits) => {
    expect(matchesArn(pattern, key)).toBe(fits)
  })

  test('matches one of several aliases, and a tag by key and value', () => {
    const aliases = [{ aliasName: 'alias/x' }, { aliasName: 'alias/orders-api' }]
    expect(matchesAliases({ alias: 'alias/orders-*' }, aliases)).toBe(true)
    expect(matchesAliases({ alias: 'alias/orders' }, aliases)).toBe(false)
    expect(matchesAliases({ alias: '*' }, [])).toBe(false)
    const tags = [
      { tagKey: 'team', tagValue: 'orders' },
      { tagKey: 'stage', tagValue: 'live' },
    ]
    expect(matchesTags({ tag: { key: 'team', value: 'ord*' } }, tags)).toBe(true)
    // The value of another tag is not the tag's.
    expect(matchesTags({ tag: { key: 'team', value: 'live' } }, tags)).toBe(false)
  })

  test('with many stars takes time proportional to the length of the text times the length of the glob', () => {
    const text = `${'a'.repeat(5_000)}b`
    expect(matchesArn({ arn: `${'*a'.repeat(1_000)}*c` }, { ...key, arn: text })).toBe(false)
    expect(matchesArn({ arn: `${'*a'.repeat(1_000)}*b` }, { ...key, arn: text })).toBe(true)
  })
})

describe('several roles', () => {
  const policy = {
    roles: {
      auditor: { permissions: READ },
      orders: { permissions: WRITE, keys: [{ alias: 'orders-*' }] },
      billing: { permissions: WRITE, keys: [{ tag: 'team=billing' }] },
      nothing: { permissions: READ, keys: [] },
    },
  }
  test('give the union of their permissions, each for the keys of the roles that grant it', () => {
    expect(viewer(policy, 'auditor', 'orders', 'billing')).toMatchObject({
      permissions: new Set(WRITE),
      readableKeys: 'ALL',
      writableKeys: [{ alias: 'alias/orders-*' }, { tag: { key: 'team', value: 'billing' } }],
    })
  })

  test('without keys give no keys, and neither does no role', () => {
    expect(viewer(policy, 'nothing')).toMatchObject({ permissions: new Set(READ), readableKeys: [] })
    expect(viewer(policy)).toMatchObject({ permissions: new Set(), readableKeys: [], writableKeys: [] })
  })

  test('can be assigned to a subject', () => {
    const withSubject = { ...policy, subjects: { alice: ['auditor'] } }
    expect(viewer(withSubject)).toMatchObject({ permissions: new Set(READ), readableKeys: 'ALL' })
  })

  test('give the same text of rights for any order of permissions', () => {
    const one = viewer({ roles: { a: { permissions: WRITE } } }, 'a')
    const other = viewer({ roles: { a: { permissions: WRITE.toReversed() } } }, 'a')
    expect(rightsOf(one)).toBe(rightsOf(other))
    expect(rightsOf(viewer(policy, 'orders'))).not.toBe(rightsOf(viewer(policy, 'billing')))
    expect(rightsOf(viewer(policy, 'auditor'))).not.toBe(rightsOf(viewer(policy, 'nothing')))
  })
})

describe('claims', () => {
  const policy = parse({
    roles: { a: { permissions: READ }, b: { permissions: READ }, c: { permissions: READ } },
    claims: [
      { claim: 'groups', value: 'kms', roles: ['a'] },
      { claim: 'scope', value: 'rotation:read', roles: ['b'] },
      { claim: ['realm_access', 'roles'], value: 'kms', roles: ['c'] },
    ],
  })
  test.each<[claims: object, roles: string[]]>([
    [{ groups: ['x', 'kms'] }, ['a']],
    [{ groups: 'kms' }, ['a']],
    [{ groups: ['kms-admins'] }, []],
    [{ groups: { kms: true } }, []],
    [{ scope: 'openid rotation:read' }, ['b']],
    [{ scope: 'rotation:read:all' }, []],
    [{ realm_access: { roles: ['kms'] } }, ['c']],
    [{ 'realm_access.roles': ['kms'] }, []],
    [{ realm_access: 'kms' }, []],
    [{}, []],
  ])('%j give the roles %j', (claims, roles) => {
    expect(rolesOfClaims(policy, claims, 'https://issuer.example')).toEqual(roles)
  })

  test('inherited from the prototype give no roles', () => {
    const rule = { claim: ['constructor', 'name'], value: 'Object', roles: ['a'] }
    const policy = parse({ roles: { a: { permissions: READ } }, claims: [rule] })
    expect(rolesOfClaims(policy, {}, 'https://issuer.example')).toEqual([])
  })
})

describe('an error in a policy names its location:', () => {
  const roles = { a: { permissions: READ } }
  const sha256 = 'ab'.repeat(32)
  const issuer = { issuer: 'https://a.example', audience: 'kms', jwks: 'https://a.example/jwks' }
  const other = { ...issuer, issuer: 'https://b.example' }
  const rule = { claim: 'groups', value: 'x', roles: ['a'] }
  test.each<[json: unknown, message: string]>([
    [[], 'the file is []. It must be an object.'],
    [{}, "the file has no member 'roles'."],
    [
      { roles, users: [] },
      'users is not known. Known members of the file: roles, tokens, subjects, claims, issuers.',
    ],
    [{ roles: { a: {} } }, "roles.a has no member 'permissions'."],
    [
      { roles: { a: { permissions: ['READ'] } } },
      'roles.a.permissions[0] is "READ". It must be one of ROTATION_READ, ROTATION_WRITE, ADMIN.',
    ],
    [
      { roles: { a: { permissions: ['ROTATION_WRITE'] } } },
      'roles.a.permissions has ROTATION_WRITE without ROTATION_READ. A caller that changes a key must be able to read it: add ROTATION_READ.',
    ],
    [
      { roles: { a: { permissions: READ, key: [] } } },
      'roles.a.key is not known. Known members of roles.a: permissions, keys.',
    ],
    [{ roles: { a: { permissions: READ, keys: 'all' } } }, 'roles.a.keys is "all". It must be a list.'],
    [
      { roles: { a: { permissions: READ, keys: [{}] } } },
      "roles.a.keys[0] is empty. Add arn, region, account, alias or tag, or omit 'keys' to allow all keys.",
    ],
    [
      { roles: { a: { permissions: READ, keys: [{ account: 1 }] } } },
      'roles.a.keys[0].account is 1. It must be a string that is not empty.',
    ],
    [
      { roles: { a: { permissions: READ, keys: [{ tag: 'team' }] } } },
      "roles.a.keys[0].tag is 'team'. It must be key=value, such as team=orders or team=*.",
    ],
    [
      { roles, tokens: [{ sha256: 'do-not-quote-me', subject: 'x' }] },
      'tokens[0].sha256 is not a SHA-256 hash of 64 hex digits. Use the hash of the token, never the token.',
    ],
    [
      { roles, tokens: [{ sha256, subject: 'x', roles: ['b'] }] },
      'tokens[0].roles[0] is "b". It must be one of a.',
    ],
    [
      { roles, tokens: [{ sha256, subject: 'anonymous' }] },
      "tokens[0].subject is 'anonymous', which is reserved for callers without a credential. Use another subject.",
    ],
    [
      { roles, tokens: [{ sha256, subject: 'x', expiresAt: 'tomorrow' }] },
      "tokens[0].expiresAt is 'tomorrow'. It must be a date such as 2027-01-31T00:00:00Z.",
    ],
    [
      {
        roles,
        tokens: [
          { sha256, subject: 'x' },
          { sha256: sha256.toUpperCase(), subject: 'y' },
        ],
      },
      'tokens[1].sha256 occurs twice. Use one entry for each token.',
    ],
    [{ roles, subjects: { alice: 'a' } }, 'subjects.alice is "a". It must be a list.'],
    [{ roles, claims: [{ claim: 'groups', roles: ['a'] }] }, "claims[0] has no member 'value'."],
    [{ roles, issuers: [{ ...issuer, audience: undefined }] }, "issuers[0] has no member 'audience'."],
    [
      { roles, issuers: [{ ...issuer, audience: [] }] },
      'issuers[0].audience is []. It must be a string, or a list with at least one.',
    ],
    [
      { roles, issuers: [{ ...issuer, prefix: 'x' }] },
      'issuers[0].prefix is not known. Known members of issuers[0]: issuer, audience, jwks, algorithms, subjectPrefix, subjectClaim, header, signer, clientId, scopes.',
    ],
    [
      { roles, issuers: [{ ...issuer, jwks: 'http://a.example/jwks' }] },
      "issuers[0].jwks: The JWKS address 'http://a.example/jwks' is not an https URL or the path of a file. Without TLS, an attacker could replace the keys and forge tokens.",
    ],
    [
      { roles, issuers: [{ ...issuer, jwks: 'https://a.example/{kid}' }] },
      "issuers[0] has no member 'signer'. Load balancers of all AWS customers sign with keys at one address: add the ARN of yours.",
    ],
    [
      { roles, issuers: [{ ...issuer, algorithms: ['HS256'] }] },
      'issuers[0].algorithms[0] is "HS256". It must be one of RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384, ES512, EdDSA.',
    ],
    [
      { roles, issuers: [{ ...issuer, subjectPrefix: 'a b' }] },
      'issuers[0].subjectPrefix is "a b". It must be 1 to 64 printable ASCII characters without a space.',
    ],
    ...['Authorization', 'cookie', 'a b'].map((header): [object, string] => [
      { roles, issuers: [{ ...issuer, header }] },
      `issuers[0].header is "${header}". It must be the name of a header such as x-amzn-oidc-data. Omit it for tokens in 'Authorization: Bearer <token>'.`,
    ]),
    [
      { roles, issuers: [{ ...issuer, scopes: ['openid'] }] },
      'issuers[0].scopes has no effect without clientId. Add clientId, or remove scopes.',
    ],
    [
      { roles, issuers: [{ ...issuer, clientId: 'console', scopes: ['open id'] }] },
      'issuers[0].scopes is ["open id"]. It must be a list of scopes such as ["openid", "offline_access"].',
    ],
    [
      { roles, issuers: [{ ...issuer, clientId: 'console', header: 'x-token' }] },
      'issuers[0].clientId has no effect with issuers[0].header: the proxy that sends the header signs people in. Remove one of the two.',
    ],
    [
      { roles, issuers: [{ ...issuer, subjectPrefix: 'a-' }, other] },
      "issuers[1] has no member 'subjectPrefix'. With several issuers, or an issuer and tokens, each issuer needs its own, so that no two callers have the same subject.",
    ],
    [
      { roles, issuers: [issuer], tokens: [{ sha256, subject: 'x' }] },
      "issuers[0] has no member 'subjectPrefix'. With several issuers, or an issuer and tokens, each issuer needs its own, so that no two callers have the same subject.",
    ],
    ...['a-', 'a', 'a-b'].map((subjectPrefix): [object, string] => [
      {
        roles,
        issuers: [
          { ...issuer, subjectPrefix: 'a-' },
          { ...other, subjectPrefix },
        ],
      },
      `issuers[1].subjectPrefix is '${subjectPrefix}', and that of issuers[0] is 'a-'. One begins with the other, so two callers could have the same subject. Choose other prefixes.`,
    ]),
    [
      { roles, issuers: [issuer, issuer].map((each, index) => ({ ...each, subjectPrefix: `${index}-` })) },
      'issuers[1] has the same issuer as issuers[0]. Use one entry, with a list of audiences.',
    ],
    [
      {
        roles,
        issuers: [{ ...issuer, subjectPrefix: 'a-' }],
        tokens: [
          { sha256, subject: 'x' },
          { sha256: 'cd'.repeat(32), subject: 'a-alice' },
        ],
      },
      "tokens[1].subject begins with 'a-', the subjectPrefix of issuers[0], so a caller of the issuer could have the same subject. Choose another subject.",
    ],
    [
      { roles, issuers: [issuer], claims: [{ ...rule, issuer: 'https://c.example' }] },
      "claims[0].issuer has 'https://c.example'. It must be the issuer of an entry of issuers.",
    ],
    [
      {
        roles,
        issuers: [
          { ...issuer, subjectPrefix: 'a-' },
          { ...other, subjectPrefix: 'b-' },
        ],
        claims: [rule],
      },
      "claims[0] has no member 'issuer'. The file has several issuers: name one, or give a list, so that no other issuer grants the roles.",
    ],
    [
      { roles: {}, subjects: { alice: ['a'] } },
      'subjects.alice[0] is "a". It must be one of the roles, but the file has no roles.',
    ],
  ])('%j', (json, message) => {
    expect(() => parse(json)).toThrow(new StartupError(`policy.json: ${message}`))
  })

  test('text that is not JSON, without quoting it', () => {
    expect(() => parsePolicy('{"token": do-not-quote-me', 'policy.json')).toThrow(/^policy\.json is not JSON/)
    expect(() => parsePolicy('{"token": do-not-quote-me', 'policy.json')).not.toThrow(/quote-me/)
  })
})
