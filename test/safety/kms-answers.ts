import * as fc from 'fast-check'
import { wellFormed } from './babbling-kms.ts'
import type { Babble } from './babbling-kms.ts'

export const keyArnOf = (index: number): string =>
  `arn:aws:kms:us-east-1:111122223333:key/${String(index).padStart(8, '0')}-0000-4000-8000-000000000000`

const MATERIAL = 'a'.repeat(64)
/** Epoch seconds, as KMS writes dates. */
const DATE = 1_760_000_000.5

/** Right answers of KMS about a key, by operation. */
export const rightAnswers = (keyArn: string): Readonly<Record<string, object>> => ({
  ListKeys: {
    Keys: [{ KeyArn: keyArn, KeyId: keyArn.slice(keyArn.indexOf('/') + 1) }],
    Truncated: false,
  },
  DescribeKey: {
    KeyMetadata: {
      Arn: keyArn,
      KeyId: keyArn.slice(keyArn.indexOf('/') + 1),
      Description: 'orders',
      KeyState: 'Enabled',
      KeyManager: 'CUSTOMER',
      Origin: 'AWS_KMS',
      KeySpec: 'SYMMETRIC_DEFAULT',
      KeyUsage: 'ENCRYPT_DECRYPT',
      CreationDate: DATE,
      CurrentKeyMaterialId: MATERIAL,
      MultiRegionConfiguration: {
        MultiRegionKeyType: 'PRIMARY',
        PrimaryKey: { Arn: keyArn, Region: 'us-east-1' },
        ReplicaKeys: [{ Arn: keyArn.replace('us-east-1', 'eu-west-1'), Region: 'eu-west-1' }],
      },
    },
  },
  GetKeyRotationStatus: {
    KeyId: keyArn,
    KeyRotationEnabled: true,
    RotationPeriodInDays: 365,
    NextRotationDate: DATE + 31_536_000,
    OnDemandRotationStartDate: DATE + 1_000,
  },
  GetKeyLastUsage: {
    KeyId: keyArn,
    KeyLastUsage: {
      Operation: 'Decrypt',
      Timestamp: DATE,
      CloudTrailEventId: 'event',
      KmsRequestId: 'request',
    },
    TrackingStartDate: DATE - 99_999,
    KeyCreationDate: DATE - 99_999,
  },
  ListKeyRotations: {
    Rotations: [
      {
        KeyId: keyArn,
        KeyMaterialId: MATERIAL,
        KeyMaterialDescription: 'second',
        KeyMaterialState: 'CURRENT',
        ImportState: 'IMPORTED',
        ValidTo: DATE + 99_999,
        RotationDate: DATE,
        RotationType: 'ON_DEMAND',
      },
    ],
    Truncated: false,
  },
  ListAliases: {
    Aliases: [
      {
        AliasName: 'alias/orders',
        AliasArn: keyArn.replace(/key\/.*/, 'alias/orders'),
        TargetKeyId: keyArn.slice(keyArn.indexOf('/') + 1),
        CreationDate: DATE,
        LastUpdatedDate: DATE,
      },
    ],
    Truncated: false,
  },
  ListResourceTags: { Tags: [{ TagKey: 'team', TagValue: 'orders' }], Truncated: false },
})

/** What is wrong with one answer. Small, so that a failing case says what it was. */
export type Flaw =
  | { readonly kind: 'member'; readonly place: number; readonly value: unknown }
  | { readonly kind: 'absent'; readonly place: number }
  | { readonly kind: 'marker'; readonly marker: string; readonly truncated: boolean | undefined }
  | { readonly kind: 'body'; readonly body: string; readonly contentType: string; readonly status: number }
  | { readonly kind: 'error'; readonly status: number; readonly type: unknown; readonly message: unknown }
  | { readonly kind: 'huge'; readonly items: number }
  | { readonly kind: 'endless' }
  | { readonly kind: 'circle' }
  | { readonly kind: 'oversize' }
  | { readonly kind: 'redirect'; readonly status: number }
  | { readonly kind: 'otherKey' }
  | { readonly kind: 'drop' }

const junk = fc.oneof(
  fc.constantFrom<unknown[]>(
    null,
    true,
    false,
    0,
    -1,
    0.5,
    1e15,
    -1e15,
    8.64e12,
    8.64e12 + 1,
    1e300,
    253_402_300_800,
    -62_135_596_801,
    '',
    'x',
    '0',
    '1e999',
    'NaN',
    'Infinity',
    'true',
    'yesterday',
    '2026-11-24T00:00:00Z',
    'arn:aws:kms:us-east-1:111122223333:key/00000000-0000-4000-8000-000000000000',
    'arn:aws:kms:nowhere-1:1:key/x',
    '__proto__',
    '\u0000',
    '\ud800',
    '\u202e',
    'x'.repeat(100_000),
    [],
    [null],
    [[]],
    {},
    { toString: 1 },
  ),
  fc.jsonValue({ maxDepth: 3 }),
  fc.string({ unit: 'binary', maxLength: 40 }),
)
const place = fc.nat({ max: 40 })

export const flaw: fc.Arbitrary<Flaw> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({ kind: fc.constant('member' as const), place, value: junk }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('absent' as const), place }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('marker' as const),
      marker: fc.oneof(
        fc.constantFrom('', 'x', '\u0000', '\ud800', 'x'.repeat(5_000)),
        fc.string({ unit: 'binary' }),
      ),
      truncated: fc.constantFrom(true, false, undefined),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('body' as const),
      body: fc.oneof(
        fc.constantFrom(
          '',
          'null',
          '[]',
          '1',
          '"x"',
          '{',
          '{}',
          '<html>502</html>',
          '{"a":1}{"b":2}',
          '\ufeff{}',
        ),
        fc.constantFrom(
          '{"Keys":1e999}',
          '{"KeyMetadata":{"Arn":1e999}}',
          '['.repeat(50_000),
          '{"__proto__":{"x":1}}',
        ),
        fc.string({ unit: 'binary' }),
      ),
      contentType: fc.constantFrom(
        'application/x-amz-json-1.1',
        'application/json',
        'text/html',
        'application/cbor',
        'text/xml',
        '',
      ),
      status: fc.constantFrom(200, 200, 200, 201, 204, 304, 302, 400, 403, 404, 418, 429, 500, 502, 503, 599),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('error' as const),
      status: fc.constantFrom(200, 400, 400, 400, 403, 500, 503),
      type: fc.oneof(
        fc.constantFrom(
          'NotFoundException',
          'AccessDeniedException',
          'com.amazonaws.kms#DisabledException',
          'ValidationException',
          'InvalidMarkerException',
          'ThrottlingException',
          'LimitExceededException',
          'ConflictException',
          'KMSInvalidStateException',
          'UnsupportedOperationException',
          'InvalidArnException',
          'toString',
          '__proto__',
          '',
        ),
        junk,
      ),
      message: junk,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('huge' as const),
      items: fc.constantFrom(1_000, 5_000),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('endless' as const) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constantFrom('drop' as const, 'circle' as const, 'otherKey' as const) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('oversize' as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('redirect' as const),
      status: fc.constantFrom(301, 302, 303, 307, 308),
    }),
  },
)

/** What a KMS with this flaw says instead; undefined = it closes the connection. */
export function flawed(right: object, flaw: Flaw, marker?: string): Babble | undefined {
  switch (flaw.kind) {
    case 'member':
      return wellFormed(edited(right, flaw.place, flaw.value))
    case 'absent':
      return wellFormed(edited(right, flaw.place, undefined))
    case 'marker':
      return wellFormed({ ...right, NextMarker: flaw.marker, Truncated: flaw.truncated })
    case 'body': {
      const { status, body, contentType } = flaw
      return { status, headers: contentType === '' ? {} : { 'content-type': contentType }, body }
    }
    case 'error': {
      const { status, type, message } = flaw
      return { ...wellFormed({ __type: type, message }), status }
    }
    case 'huge':
      return wellFormed(edited(right, 0, undefined, flaw.items))
    case 'endless':
      return wellFormed({ ...right, NextMarker: 'again', Truncated: true })
    case 'circle':
      return wellFormed({ ...right, NextMarker: marker === 'A' ? 'B' : 'A', Truncated: true })
    case 'oversize':
      return wellFormed(JSON.stringify(right) + ' '.repeat(10_000_000))
    case 'redirect':
      return { status: flaw.status, headers: { location: '/' }, body: '' }
    case 'otherKey':
      return wellFormed(JSON.stringify(right).replaceAll(/[0-9a-f]{8}-0000-4000/g, 'ffffffff-0000-4000'))
    case 'drop':
      return undefined
    default:
      return flaw satisfies never
  }
}

/** A copy in which one member has another value or is missing, or in which each list repeats its items. */
function edited(right: object, place: number, value: unknown, times?: number): object {
  const copy = structuredClone(right)
  const places: (() => void)[] = []
  const visit = (object: object) => {
    for (const [name, old] of Object.entries(object)) {
      if (times !== undefined && Array.isArray(old))
        Reflect.set(
          object,
          name,
          Array.from({ length: times }, (_, index) => numbered(old[0], index)),
        )
      places.push(() =>
        value === undefined ? Reflect.deleteProperty(object, name) : Reflect.set(object, name, value),
      )
      if (typeof old === 'object' && old !== null) visit(old)
    }
  }
  visit(copy)
  if (times === undefined) places[place % places.length]?.()
  return copy
}

const numbered = (item: object, index: number): object =>
  'KeyMaterialId' in item ? { ...item, KeyMaterialId: index.toString(16).padStart(64, '0') } : item
