import type { Context } from '../context.ts'
import { parseKeyArn } from '../kms/key-arn.ts'
import type { MultiRegion } from '../kms/kms.ts'
import { toEnumValue } from './aws-enum.ts'
import type { Key } from './key.ts'

export function multiRegionRole({ type }: MultiRegion): 'PRIMARY' | 'REPLICA' | 'UNRECOGNIZED' {
  return toEnumValue(['PRIMARY', 'REPLICA'], type) ?? 'UNRECOGNIZED'
}

/** Null when the key's Region is not served. */
export function servedKey(keyArn: string | undefined, { scopes }: Context): Key | null {
  const key = keyArn === undefined ? undefined : parseKeyArn(keyArn)
  return key && scopes.inRegion(key.region) ? key : null
}

export function servedKeys(keyArns: readonly string[], context: Context): readonly Key[] {
  return keyArns.map((keyArn) => servedKey(keyArn, context)).filter((key) => key !== null)
}
