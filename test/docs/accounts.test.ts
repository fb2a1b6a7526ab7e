import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { parseAccounts } from '../../src/accounts/parse-accounts.ts'
import { GATEWAY_ROLE, canonical, cloudFormationSetup } from '../examples/aws-setup.ts'

const read = (name: string) => readFile(new URL(`../../${name}`, import.meta.url), 'utf8')
const page = await read('docs/accounts.md')
const blocks = [...page.matchAll(/^```json\n([^]*?)^```/gm)].map(([, json = '']) => json)
const blockWith = (text: string): string => blocks.find((json) => json.includes(text)) ?? ''

const parse = (text: string) =>
  parseAccounts(text, {
    source: 'accounts.json',
    regions: ['us-east-1', 'eu-west-1'],
    partitionOf: () => 'aws',
  })

/** The members in the first column of the table, by what they are for. */
const membersFor = (place: string): readonly string[] =>
  [...page.matchAll(/^\| `([^`]+)` +\| ([^|]+)\|/gm)].flatMap(([, member = '', places = '']) =>
    places.includes(place) ? [member] : [],
  )
/** The members that the parser knows, from its error about another one. */
const knownIn = (text: string): readonly string[] => {
  try {
    parse(text)
  } catch (error) {
    return /Known members of [^:]+: (.*)\.$/m.exec(String(error))?.[1]?.split(', ') ?? []
  }
  return []
}

describe('docs/accounts.md', () => {
  test('has an accounts file that the gateway accepts', () => {
    expect(parse(blockWith('"accounts"'))).toMatchObject([
      { id: '111122223333', name: 'prod', hasSourceIdentity: true },
      { id: '222233334444', regions: ['us-east-1', 'eu-west-1'], quotas: { share: 0.3 } },
      { id: '333344445555', hasSourceIdentity: false, externalId: 'another-external-id' },
    ])
  })

  test('describes every member of the accounts file', () => {
    const known = knownIn('{ "unknown": 1, "accounts": [] }').filter((name) => name !== 'accounts')
    expect(membersFor('the file').toSorted()).toEqual(known.toSorted())
    expect(membersFor('an account').toSorted()).toEqual(
      knownIn('{ "accounts": [{ "unknown": 1 }] }').toSorted(),
    )
  })

  test('has the trust policy of examples/aws', () => {
    const { externalId }: { readonly externalId: string } = JSON.parse(blockWith('"accounts"'))
    const policy = blockWith('sts:AssumeRole')
    expect(policy).toContain(GATEWAY_ROLE)
    expect(canonical(JSON.parse(policy.replace(externalId, 'a1b2c3')))).toEqual(
      cloudFormationSetup().memberRole.trust,
    )
  })

  test('is linked from README.md and from the pages about AWS', async () => {
    expect(await read('README.md')).toContain('(docs/accounts.md)')
    for (const name of ['aws-settings', 'deployment', 'iam'])
      expect(await read(`docs/${name}.md`)).toMatch(/\(accounts\.md[)#]/)
  })
})
