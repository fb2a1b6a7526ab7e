import { expect, test } from 'vitest'
import { post } from '../server/clients.ts'
import { startBabblingKms, wellFormed } from './babbling-kms.ts'
import { fuzzTimeoutMs, startFuzzed } from './fuzzed-program.ts'
import { keyArnOf, rightAnswers } from './kms-answers.ts'

// A KMS whose lists do not end, before the gateway as a process of its own: one that hangs answers nothing any more, and
// this test could not see that from within.

const KEY = keyArnOf(0)

const EMPTY: Readonly<Record<string, object>> = {
  ListKeys: { Keys: [] },
  ListAliases: { Aliases: [] },
  ListKeyRotations: { Rotations: [] },
  ListResourceTags: { Tags: [] },
}

const SHAPES: readonly (readonly [
  what: string,
  nextOf: (marker: string | undefined, pages: number) => string,
  isEmpty: boolean,
  message: string,
])[] = [
  ['a circle of two Markers', (marker) => (marker === 'A' ? 'B' : 'A'), false, 'same Marker twice'],
  ['a circle of empty pages', (marker) => (marker === 'A' ? 'B' : 'A'), true, 'same Marker twice'],
  [
    'a circle that does not lead through its start',
    (marker) => ({ A: 'B', B: 'C', C: 'D' })[marker ?? ''] ?? (marker === 'D' ? 'B' : 'A'),
    false,
    'same Marker twice',
  ],
  ['ever new Markers of empty pages', (_, pages) => `M${pages}`, true, 'did not end a list'],
]

test.each(SHAPES)(
  'a list that KMS never ends is given up, whichever it is: %s',
  async (_, nextOf, isEmpty, message) => {
    let pages = 0
    await using kms = await startBabblingKms(({ operation, keyId, marker }) => {
      const right = rightAnswers(keyId ?? KEY)[operation] ?? {}
      if (!operation.startsWith('List')) return wellFormed(right)
      const items = isEmpty ? EMPTY[operation] : right
      return wellFormed({ ...items, NextMarker: nextOf(marker, ++pages), Truncated: true })
    })
    await using gateway = await startFuzzed(kms.url)
    const ask = async (query: string) => {
      // Answered each time, also while a list is read.
      const [response, health] = await Promise.all([
        fetch(`${gateway.url}/graphql`, post({ query, variables: { arn: KEY } })),
        fetch(`${gateway.url}/health`),
      ])
      expect(health.status).toBe(200)
      return response.json()
    }
    await ask('{ viewer { subject } }')
    const before = await gateway.footprint()
    const given = { code: 'KMS_UNAVAILABLE', message: expect.stringContaining(message), isRetryable: true }
    for (const [field = '', problem = ''] of [
      ['tags { key }', 'tags'],
      ['aliases { name }', 'aliases'],
      ['lastRotation { id }', 'rotations'],
      ['materials { totalCount }', 'materials'],
    ]) {
      const { data, errors } = await ask(
        `query ($arn: String!) { key(by: { arn: $arn }) { field: ${field} problems { ${problem} { code message isRetryable } } } }`,
      )
      expect(errors).toBeUndefined()
      expect(data.key).toEqual({ field: null, problems: { [problem]: given } })
    }
    expect(await ask('{ scopes { keyCount } }')).toMatchObject({ data: { scopes: [{ keyCount: null }] } })
    for (const page of [
      'first: 100',
      'first: 5, filter: { states: [DISABLED] }',
      'orderBy: { field: ARN, direction: ASC }',
    ])
      // Where pages are not empty, the first ones bring as much as was asked for.
      expect(
        await ask(
          `{ keys(${page}) { totalCount unavailableScopes { error { code message isRetryable } } } }`,
        ),
      ).toMatchObject({ data: { keys: { totalCount: null, unavailableScopes: [{ error: given }] } } })
    const rotations = await ask(
      'query ($arn: String!) { key(by: { arn: $arn }) { rotations(first: 5, filter: { types: [AUTOMATIC] }) { totalCount } problems { rotations { code } } } }',
    )
    expect(rotations).toMatchObject({
      data: { key: { rotations: null, problems: { rotations: { code: 'KMS_UNAVAILABLE' } } } },
    })
    expect(await ask('{ rotationEvents(first: 1) { nodes { eventId } } }')).toMatchObject({
      errors: [{ extensions: { code: 'KMS_UNAVAILABLE' } }],
    })
    await gateway.expectWell(before)
  },
  fuzzTimeoutMs,
)
