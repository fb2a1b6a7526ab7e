import { describe, expect, test } from 'vitest'
import { readCommandLine } from '../../src/config.ts'
import { parseKeyArn } from '../../src/kms/key-arn.ts'
import { startAwsKms } from './aws-kms-on-emulator.ts'

const REGIONS = [
  ['us-east-1', 'aws'],
  ['mx-central-1', 'aws'],
  ['cn-northwest-1', 'aws-cn'],
  ['us-gov-east-1', 'aws-us-gov'],
  ['eusc-de-east-1', 'aws-eusc'],
  ['us-iso-west-1', 'aws-iso'],
  ['us-isob-east-1', 'aws-iso-b'],
  ['eu-isoe-west-1', 'aws-iso-e'],
  ['us-isof-south-1', 'aws-iso-f'],
] as const

describe('every Region that the SDK can address', () => {
  test.each(REGIONS)('%s can be served, with ARNs of the partition %s', async (region, partition) => {
    await using it = await startAwsKms({ regions: [region] })
    const { arn } = it.emulator.createKey()
    const { keyArn } = await it.kms.describeKey(arn)
    expect(parseKeyArn(keyArn)).toMatchObject({ partition, region })
    expect((await it.kms.listKeys({})).items).toMatchObject([{ keyArn }])
  })

  test.each([
    ...REGIONS.map(([region]) => region),
    'fips-us-east-1',
    'us-gov-west-1-fips',
    'fips-aws-global',
    'xx-new2-middle-12',
  ])('--regions accepts %s', (region) => {
    expect(readCommandLine(['--regions', region], {})).toMatchObject({ config: { regions: [region] } })
  })

  test.each(['mars', 'us_east_1', 'US-EAST-1', 'us-east-1.example.com', 'us-east-1-'])(
    '--regions rejects %s, which is not a Region',
    (region) => {
      expect(() => readCommandLine(['--regions', region], {})).toThrow(
        `Invalid value '${region}' for --regions.`,
      )
    },
  )

  test('the name of a partition may contain digits', () => {
    const arn = 'arn:aws-new-2:kms:xx-new2-middle-12:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab'
    expect(parseKeyArn(arn)).toMatchObject({ partition: 'aws-new-2', region: 'xx-new2-middle-12' })
  })
})
