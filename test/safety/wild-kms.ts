import * as fc from 'fast-check'
import { startBabblingKms, wellFormed } from './babbling-kms.ts'
import type { Babble, BabblingKms, KmsRequest } from './babbling-kms.ts'
import { flaw, flawed, keyArnOf, rightAnswers } from './kms-answers.ts'
import type { Flaw } from './kms-answers.ts'

/** How a KMS answers about one key. It makes a rotation once it is asked for, unless it refuses by name. */
export interface Wildness {
  /** What is wrong with the answers to reads, in turn and over and over; null = nothing. */
  readonly reads: readonly (Flaw | Drip | null)[]
  /** What is wrong with the answers to changes, likewise. */
  readonly changes: readonly (Flaw | Drip | null)[]
  /** What is wrong with the entries of the history, all of them past. */
  readonly history: 'plain' | 'shrinking' | 'equalDates' | 'futureDates' | 'withoutIds'
  readonly isChangeMade: boolean
}

/** The right answer, which never ends. */
export interface Drip {
  readonly kind: 'drip'
}

const drip = fc.record({ kind: fc.constant('drip' as const) })
const anyFlaw = fc.oneof({ weight: 9, arbitrary: flaw }, { weight: 1, arbitrary: drip })

/** What proxies, firewalls, load balancers and API gateways answer in the place of KMS. */
const foreign: fc.Arbitrary<Flaw> = fc.record({
  kind: fc.constant('body' as const),
  status: fc.constantFrom(
    200,
    202,
    204,
    302,
    307,
    400,
    401,
    403,
    404,
    407,
    408,
    413,
    421,
    429,
    431,
    499,
    500,
    502,
    504,
  ),
  contentType: fc.constantFrom(
    'text/html',
    'text/plain',
    'application/json',
    'application/x-amz-json-1.1',
    '',
  ),
  body: fc.constantFrom(
    '',
    'null',
    '{}',
    'no such page',
    '<html><h1>Forbidden</h1></html>',
    '{"message":"Forbidden"}',
    '{"code":"DisabledException","message":"blocked"}',
    '["__type","DisabledException"]',
  ),
})

export const wildness: fc.Arbitrary<Wildness> = fc.record({
  // Most reads are right, or nothing would ever be sent.
  reads: fc.array(fc.oneof({ weight: 5, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: anyFlaw }), {
    minLength: 1,
    maxLength: 12,
  }),
  changes: fc.array(
    fc.oneof(
      { weight: 4, arbitrary: foreign },
      { weight: 4, arbitrary: anyFlaw },
      { weight: 2, arbitrary: fc.constant(null) },
    ),
    { minLength: 1, maxLength: 3 },
  ),
  history: fc.constantFrom('plain', 'shrinking', 'equalDates', 'futureDates', 'withoutIds'),
  isChangeMade: fc.boolean(),
})

/** What such a KMS has done to one key. */
export interface KeyRecord {
  /** Rotations that it made. */
  rotations: number
  /** Requests for a change, by operation, but for those that it refused by name. */
  readonly sent: Map<string, number>
}

export interface WildKms extends BabblingKms {
  readonly recordOf: (keyArn: string) => KeyRecord
}

const CHANGES = new Set(['RotateKeyOnDemand', 'EnableKeyRotation', 'DisableKeyRotation'])

export async function startWildKms(cases: readonly Wildness[]): Promise<WildKms> {
  const wildnessOf = new Map(cases.map((each, index) => [keyArnOf(index), each]))
  const records = new Map<string, KeyRecord>()
  const turns = new Map<string, number>()
  const isOn = new Map<string, boolean>()
  const madeAt = new Map<string, number[]>()

  const recordOf = (arn: string): KeyRecord => {
    const record = records.get(arn) ?? { rotations: 0, sent: new Map() }
    records.set(arn, record)
    return record
  }
  const nextOf = <Item>(items: readonly Item[], name: string): Item | undefined => {
    const turn = turns.get(name) ?? 0
    turns.set(name, turn + 1)
    return items[turn % items.length]
  }

  function rightAnswer({ operation, keyId = '' }: KmsRequest): object {
    switch (operation) {
      case 'GetKeyRotationStatus':
        return { KeyId: keyId, KeyRotationEnabled: isOn.get(keyId) ?? true, RotationPeriodInDays: 365 }
      case 'ListKeyRotations':
        return { Rotations: historyOf(keyId), Truncated: false }
      case 'RotateKeyOnDemand':
        return { KeyId: keyId }
      case 'EnableKeyRotation':
      case 'DisableKeyRotation':
        return {}
      default:
        return rightAnswers(keyId)[operation] ?? {}
    }
  }

  function historyOf(arn: string): readonly object[] {
    const { history = 'plain' } = wildnessOf.get(arn) ?? {}
    const past = Array.from({ length: 6 }, (_, index) => 1_700_000_000 + index * 86_400)
    const dates = {
      plain: past,
      withoutIds: past,
      shrinking: past.slice(0, Number(nextOf([6, 2, 4, 0, 5], `${arn} history`))),
      equalDates: past.map(() => 1_700_000_000),
      futureDates: past.map((_, index) => 4_100_000_000 + index),
    }[history]
    return [...dates, ...(madeAt.get(arn) ?? [])].map((date, index) => ({
      KeyId: arn,
      ...(history === 'withoutIds'
        ? {}
        : { KeyMaterialId: `${arn.length}${date}`.padEnd(64, '0').slice(0, 62) + (10 + index) }),
      KeyMaterialState: 'NON_CURRENT',
      RotationDate: date,
      RotationType: 'ON_DEMAND',
    }))
  }

  function answer(request: KmsRequest): Babble | undefined {
    const { operation, keyId = '', marker } = request
    const wild = wildnessOf.get(keyId)
    const isChange = CHANGES.has(operation)
    const wrong = wild && nextOf(isChange ? wild.changes : wild.reads, `${keyId} ${isChange}`)
    const right = rightAnswer(request)
    const said =
      !wrong || wrong.kind === 'drip'
        ? { ...wellFormed(right), isDripping: wrong?.kind === 'drip' }
        : flawed(right, wrong, marker)
    if (isChange && !isNamedRefusal(said)) note(operation, keyId, wild?.isChangeMade ?? true)
    return said
  }

  function note(operation: string, arn: string, isMade: boolean): void {
    const record = recordOf(arn)
    record.sent.set(operation, (record.sent.get(operation) ?? 0) + 1)
    if (!isMade) return
    if (operation !== 'RotateKeyOnDemand') isOn.set(arn, operation === 'EnableKeyRotation')
    else {
      record.rotations++
      madeAt.set(arn, [...(madeAt.get(arn) ?? []), Date.now() / 1_000])
    }
  }

  const server = await startBabblingKms(answer)
  return Object.assign(server, { recordOf })
}

/** A client error that names itself as KMS does. What it names is refused, and was not done. */
function isNamedRefusal(said: Babble | undefined): boolean {
  if (!said || said.status < 400 || said.status >= 500) return false
  try {
    const { __type: type } = Object(JSON.parse(String(said.body)))
    return typeof type === 'string'
  } catch {
    return false
  }
}
