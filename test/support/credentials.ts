import { createHash, randomBytes } from 'node:crypto'
import { chmod, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { HeaderReader } from '../../src/auth/authenticator.ts'
import { parsePolicy } from '../../src/auth/parse-policy.ts'
import { readOnlyPolicy } from '../../src/auth/policy.ts'
import type { Policy } from '../../src/auth/policy.ts'
import type { WatchedFile } from '../../src/auth/watched-file.ts'

/** A token and its entry in a policy file. */
export interface TestToken {
  readonly token: string
  readonly entry: {
    readonly sha256: string
    readonly subject: string
    readonly roles: readonly string[]
    readonly expiresAt?: string
  }
}

export function makeToken(subject: string, roles: readonly string[], expiresAt?: Date): TestToken {
  const token = randomBytes(32).toString('base64url')
  const sha256 = createHash('sha256').update(token).digest('hex')
  return {
    token,
    entry: { sha256, subject, roles, ...(expiresAt ? { expiresAt: expiresAt.toISOString() } : {}) },
  }
}

export const bearer = (token: string) => ({ authorization: `Bearer ${token}` })

/** A policy without a file, for tests that are not about files. */
export interface PolicyInMemory extends WatchedFile<Policy> {
  write(json: object): void
}

/** Reads a request whose only header is `Authorization`. */
export function authorization(value: string): HeaderReader {
  return (name) => (name === 'authorization' ? value : undefined)
}

export function policyInMemory(json: object, isReadOnly = false): PolicyInMemory {
  const listeners: (() => void)[] = []
  const parse = (json: object) => {
    const policy = parsePolicy(JSON.stringify(json), 'policy')
    return isReadOnly ? readOnlyPolicy(policy) : policy
  }
  let current = parse(json)
  return {
    get current() {
      return current
    },
    onChange: (listener) => void listeners.push(listener),
    write(json) {
      current = parse(json)
      for (const listener of listeners) listener()
    },
    [Symbol.dispose]: () => {},
  }
}

/** A file in a temporary folder. */
export interface TemporaryFile extends AsyncDisposable {
  readonly path: string
  /** Replaces the file atomically. */
  write(content: object | string, mode?: number): Promise<void>
}

export async function temporaryFile(content: object | string, mode?: number): Promise<TemporaryFile> {
  const folder = await mkdtemp(path.join(tmpdir(), 'kms-rotation-gateway-'))
  const file = path.join(folder, 'file.json')
  async function write(content: object | string, mode = 0o600): Promise<void> {
    const draft = path.join(folder, 'draft')
    await writeFile(draft, typeof content === 'string' ? content : JSON.stringify(content))
    await chmod(draft, mode)
    await rename(draft, file)
  }
  await write(content, mode)
  return { path: file, write, [Symbol.asyncDispose]: () => rm(folder, { recursive: true }) }
}
