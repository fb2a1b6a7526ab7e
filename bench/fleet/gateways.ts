import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { BenchEmulator } from '../emulator.ts'
import { graphqlRequest } from '../peers.ts'
import { COLLECTABLE, startServer } from '../server-process.ts'
import type { ServerProcess } from '../server-process.ts'

export const ACCOUNTS: readonly string[] = ['111122223333', '222233334444']
export const REGIONS: readonly string[] = ['us-east-1', 'eu-west-1']

export interface Viewer {
  readonly name: string
  readonly token: string
  readonly role: object
  /** The condition of the visible keys in SQL. */
  readonly sqlCondition: string
}

export const EVERYTHING: Viewer = {
  name: 'all keys',
  token: 'everything',
  role: { permissions: ['ROTATION_READ', 'ADMIN'] },
  sqlCondition: 'true',
}
const ONE_TEAM: Viewer = {
  name: 'keys of one team',
  token: 'one-team',
  role: { permissions: ['ROTATION_READ'], keys: [{ tag: 'team=payments' }] },
  sqlCondition: `tags @> '{"team": "payments"}'`,
}
export const VIEWERS: readonly Viewer[] = [EVERYTHING, ONE_TEAM]

/** Starts gateways with one accounts file and one policy file. Disposing it removes the files. */
export interface Gateways extends Disposable {
  start(emulator: BenchEmulator, flags?: readonly string[]): Promise<ServerProcess>
}

const FLAGS = '--kms aws --port 0 --log-level error --rate-limit-points 0 --request-timeout-ms 300000'

export function createGateways(): Gateways {
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-fleet-'))
  const write = (name: string, content: object): string => {
    const file = path.join(folder, name)
    writeFileSync(file, JSON.stringify(content), { mode: 0o600 })
    return file
  }
  const sha256 = (token: string) => createHash('sha256').update(token).digest('hex')
  const accounts = write('accounts.json', {
    role: 'arn:{partition}:iam::{account}:role/kms-rotation-gateway',
    accounts: ACCOUNTS.map((id) => ({ id })),
  })
  const policy = write('policy.json', {
    roles: Object.fromEntries(VIEWERS.map(({ token, role }) => [token, role])),
    tokens: VIEWERS.map(({ token }) => ({ sha256: sha256(token), subject: token, roles: [token] })),
  })
  const common = `--accounts-file ${accounts} --regions ${REGIONS.join()} --auth tokens --policy-file ${policy}`
  return {
    start: (emulator, flags = []) =>
      startServer(
        [...COLLECTABLE, 'dist/cli.js', ...`${FLAGS} ${common}`.split(' '), ...flags],
        emulator.environment,
      ),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true }),
  }
}

/** The data of a response without errors. */
export async function ask(
  gateway: ServerProcess,
  { token }: Viewer,
  query: string,
  variables: object = {},
): Promise<unknown> {
  const headers = { authorization: `Bearer ${token}` }
  const response = await fetch(graphqlRequest(`${gateway.url}/graphql`, query, variables, headers))
  const { data, errors } = await response.json()
  if (errors) throw new Error(JSON.stringify(errors))
  return data
}
