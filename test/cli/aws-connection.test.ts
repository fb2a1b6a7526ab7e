import { describe, expect, test } from 'vitest'
import { createEmulator } from '../../emulator/emulator.ts'
import { createAwsFiles } from '../support/aws-files.ts'
import { startAwsFront } from '../support/aws-front.ts'
import { startConnectProxy } from '../support/connect-proxy.ts'
import { CA_CERTIFICATE } from '../support/private-ca.ts'
import { waitUntil } from '../support/wait-until.ts'
import { addressOf, runProgram, startProgram } from './program.ts'

/** With an account, because the program would read it from KMS before it listens. */
const FLAGS = ['--port', '0', '--account-id', '111122223333', '--no-inventory']

const KEYS = { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' }
const readiness = async (url: string) => {
  const response = await fetch(`${url}/ready`)
  return { status: response.status, text: await response.text() }
}

describe('a proxy and a private certificate authority', () => {
  test('carry the requests to KMS: HTTPS_PROXY tunnels, AWS_CA_BUNDLE is trusted', async () => {
    await using emulator = createEmulator({ regions: ['us-east-1'] })
    await using front = await startAwsFront(await emulator.listen({ port: 0 }), { isTls: true })
    await using proxy = await startConnectProxy(front.url)
    await using files = await createAwsFiles()
    await using program = startProgram(FLAGS, {
      ...KEYS,
      AWS_REGION: 'us-east-1',
      HTTPS_PROXY: proxy.url.replace('http://', 'http://someone:p%40ss-word@'),
      AWS_CA_BUNDLE: await files.write('ca.pem', CA_CERTIFICATE),
    })
    expect(await readiness(await addressOf(program))).toMatchObject({ status: 200 })
    expect(front.requests.map(({ operation }) => operation)).toContain('ListKeys')
    expect(new Set(proxy.targets)).toEqual(new Set(['kms.us-east-1.amazonaws.com:443']))
    const basic = `Basic ${Buffer.from('someone:p@ss-word').toString('base64')}`
    expect(new Set(proxy.authorizations)).toEqual(new Set([basic]))
    expect(program.out() + program.error()).not.toContain('ss-word')
  })

  test('the bundle may be named by the profile', async () => {
    await using emulator = createEmulator({ regions: ['us-east-1'] })
    await using front = await startAwsFront(await emulator.listen({ port: 0 }), { isTls: true })
    await using files = await createAwsFiles()
    const bundle = await files.write('ca.pem', CA_CERTIFICATE)
    await files.writeConfig(`[default]\nregion = us-east-1\nca_bundle = ${bundle}\n`)
    await using program = startProgram(FLAGS, {
      ...files.environment,
      ...KEYS,
      AWS_ENDPOINT_URL_KMS: front.url,
    })
    expect(await readiness(await addressOf(program))).toMatchObject({ status: 200 })
  })

  test('without the bundle the certificate is not trusted, and the reason names AWS_CA_BUNDLE', async () => {
    await using front = await startAwsFront('http://127.0.0.1:9', { isTls: true })
    await using program = startProgram(FLAGS, {
      ...KEYS,
      AWS_REGION: 'us-east-1',
      AWS_ENDPOINT_URL_KMS: front.url,
    })
    const { status, text } = await readiness(await addressOf(program))
    expect(status).toBe(503)
    expect(text).toContain('AWS_CA_BUNDLE')
    expect(front.requests).toEqual([])
  })

  test.each([
    ['that is not there', undefined, 'cannot be read'],
    ['that does not hold a certificate', 'text', 'which does not hold a certificate'],
    [
      'that holds a broken certificate',
      '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n',
      'cannot be parsed',
    ],
  ])('a bundle %s is named at start', async (_, content, words) => {
    await using files = await createAwsFiles()
    const file = content === undefined ? `${files.folder}/none.pem` : await files.write('ca.pem', content)
    const { code, error } = await runProgram(['--port', '0'], {
      ...KEYS,
      AWS_REGION: 'us-east-1',
      AWS_CA_BUNDLE: file,
    })
    expect(code).toBe(2)
    expect(error).toContain(`AWS_CA_BUNDLE names '${file}'`)
    expect(error).toContain(words)
  })

  test('a proxy that is not a URL is named at start, without its password', async () => {
    const environment = { ...KEYS, AWS_REGION: 'us-east-1', https_proxy: 'socks5://me:secret@127.0.0.1:1' }
    const { code, error } = await runProgram(['--port', '0'], environment)
    expect(code).toBe(2)
    expect(error).toContain('https_proxy is not the URL of an HTTP proxy.')
    expect(error).not.toContain('secret')
  })

  test('a proxy that refuses is the reason that /ready gives', async () => {
    await using proxy = await startConnectProxy()
    await using program = startProgram(FLAGS, {
      ...KEYS,
      AWS_REGION: 'us-east-1',
      HTTPS_PROXY: proxy.url,
    })
    const { status, text } = await readiness(await addressOf(program))
    expect(status).toBe(503)
    expect(text).toContain('the proxy answered CONNECT with HTTP 403')
  })

  test.each([
    ['NO_PROXY names the host', { NO_PROXY: 'example.com,127.0.0.1' }, 'local'],
    ['no_proxy names the host', { no_proxy: '127.0.0.1' }, 'local'],
    ['NO_PROXY is *', { NO_PROXY: '*' }, 'local'],
    ['the endpoint is on this machine and the proxy is not', {}, 'remote'],
  ])('is not used when %s', async (_, environment, where) => {
    await using emulator = createEmulator({ regions: ['us-east-1'] })
    await using proxy = await startConnectProxy()
    // Addresses for documentation: nothing answers there.
    const url = where === 'local' ? proxy.url : 'http://192.0.2.1:3128'
    await using program = startProgram(FLAGS, {
      ...KEYS,
      AWS_REGION: 'us-east-1',
      AWS_ENDPOINT_URL: await emulator.listen({ port: 0 }),
      HTTP_PROXY: url,
      HTTPS_PROXY: url,
      ...environment,
    })
    expect(await readiness(await addressOf(program))).toMatchObject({ status: 200 })
    expect(proxy.targets).toEqual([])
  })

  test('HTTP_PROXY is for http endpoints, and HTTPS_PROXY for https endpoints', async () => {
    await using emulator = createEmulator({ regions: ['us-east-1'] })
    const endpoint = await emulator.listen({ port: 0 })
    await using right = await startConnectProxy(endpoint)
    await using wrong = await startConnectProxy()
    await using program = startProgram(FLAGS, {
      ...KEYS,
      AWS_REGION: 'us-east-1',
      AWS_ENDPOINT_URL: endpoint,
      HTTP_PROXY: right.url,
      HTTPS_PROXY: wrong.url,
    })
    expect(await readiness(await addressOf(program))).toMatchObject({ status: 200 })
    expect(right.targets.length).toBeGreaterThan(0)
    expect(wrong.targets).toEqual([])
  })

  test('the embedded emulator is never reached through a proxy', async () => {
    await using proxy = await startConnectProxy()
    const environment = { HTTP_PROXY: proxy.url, HTTPS_PROXY: proxy.url }
    await using program = startProgram(['--kms', 'emulator', '--port', '0'], environment)
    expect(await readiness(await addressOf(program))).toMatchObject({ status: 200 })
    expect(proxy.targets).toEqual([])
  })
})

describe('the endpoint of each Region', () => {
  test.each<[what: string, flags: string[], environment: Record<string, string>, hosts: string[]]>([
    ['fips-us-east-1', [], { AWS_REGION: 'fips-us-east-1' }, ['kms-fips.us-east-1.amazonaws.com']],
    ['us-east-1-fips', [], { AWS_REGION: 'us-east-1-fips' }, ['kms-fips.us-east-1.amazonaws.com']],
    [
      'FIPS in one Region of two',
      ['--regions', 'fips-us-gov-west-1,us-gov-east-1'],
      {},
      ['kms-fips.us-gov-west-1.amazonaws.com', 'kms.us-gov-east-1.amazonaws.com'],
    ],
    [
      'AWS_USE_FIPS_ENDPOINT',
      ['--regions', 'us-east-1,ca-west-1'],
      { AWS_USE_FIPS_ENDPOINT: 'true' },
      ['kms-fips.us-east-1.amazonaws.com', 'kms-fips.ca-west-1.amazonaws.com'],
    ],
    [
      'FIPS and dual stack',
      [],
      { AWS_REGION: 'fips-us-west-2', AWS_USE_DUALSTACK_ENDPOINT: 'true' },
      ['kms-fips.us-west-2.api.aws'],
    ],
    [
      'other partitions, and Regions that do not exist yet',
      [
        '--regions',
        'cn-north-1,us-gov-west-1,eusc-de-east-1,us-iso-east-1,us-isob-east-1,eu-isoe-west-1,us-isof-south-1,me-north2-1',
      ],
      {},
      [
        'kms.cn-north-1.amazonaws.com.cn',
        'kms.us-gov-west-1.amazonaws.com',
        'kms.eusc-de-east-1.amazonaws.eu',
        'kms.us-iso-east-1.c2s.ic.gov',
        'kms.us-isob-east-1.sc2s.sgov.gov',
        'kms.eu-isoe-west-1.cloud.adc-e.uk',
        'kms.us-isof-south-1.csp.hci.ic.gov',
        'kms.me-north2-1.amazonaws.com',
      ],
    ],
  ])('is the one that the SDK knows: %s', async (_, flags, environment, hosts) => {
    await using proxy = await startConnectProxy()
    await using program = startProgram([...FLAGS, ...flags], {
      ...KEYS,
      HTTPS_PROXY: proxy.url,
      ...environment,
    })
    const url = await addressOf(program)
    expect(await readiness(url)).toMatchObject({ status: 503 })
    const isAsked = () => hosts.every((host) => proxy.targets.includes(`${host}:443`))
    await waitUntil(isAsked)
    expect(new Set(proxy.targets)).toEqual(new Set(hosts.map((host) => `${host}:443`)))
  })

  test('is served under the name that is in ARNs', async () => {
    await using emulator = createEmulator({ regions: ['us-east-1'] })
    await using front = await startAwsFront(await emulator.listen({ port: 0 }), { isTls: true })
    await using proxy = await startConnectProxy(front.url)
    await using files = await createAwsFiles()
    await using program = startProgram(FLAGS, {
      ...KEYS,
      AWS_REGION: 'fips-us-east-1',
      HTTPS_PROXY: proxy.url,
      AWS_CA_BUNDLE: await files.write('ca.pem', CA_CERTIFICATE),
    })
    await program.says(/KMS: +AWS, us-east-1\./)
    expect(await readiness(await addressOf(program))).toMatchObject({ status: 200 })
  })

  test('that is named twice, once as a FIPS Region, is an error at start', async () => {
    const { code, error } = await runProgram(['--port', '0', '--regions', 'us-east-1,fips-us-east-1'], KEYS)
    expect(code).toBe(2)
    expect(error).toContain('--regions names us-east-1 twice.')
  })

  test('that the SDK cannot determine is an error at start, in its words', async () => {
    const { code, error } = await runProgram(['--port', '0'], {
      ...KEYS,
      AWS_REGION: 'fips-us-east-1',
      AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
    })
    expect(code).toBe(2)
    expect(error).toContain('FIPS and custom endpoint are not supported')
  })
})
