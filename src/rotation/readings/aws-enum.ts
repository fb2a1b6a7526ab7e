/** The GraphQL names of the spellings that the schema defines. Questions about all keys need them for each key. */
const names = new Map<string, string>()

/**
 * Converts a KMS enum value to the GraphQL enum value: UPPER_SNAKE_CASE of the KMS spelling, or UNRECOGNIZED for a value
 * that the schema does not define. Null if KMS sent no value.
 */
export function toEnumValue<const Known extends string>(
  known: readonly Known[],
  value: string | undefined,
): Known | 'UNRECOGNIZED' | null {
  if (value === undefined) return null
  const name = names.get(value) ?? value.replaceAll(/([a-z])([A-Z])/g, '$1_$2').toUpperCase()
  const found = known.find((each) => each === name)
  if (found === undefined) return 'UNRECOGNIZED'
  names.set(value, name)
  return found
}

export const KEY_STATES = [
  'CREATING',
  'ENABLED',
  'DISABLED',
  'PENDING_DELETION',
  'PENDING_IMPORT',
  'PENDING_REPLICA_DELETION',
  'UNAVAILABLE',
  'UPDATING',
] as const
export const KEY_MANAGERS = ['AWS', 'CUSTOMER'] as const
export const KEY_ORIGINS = ['AWS_KMS', 'EXTERNAL', 'AWS_CLOUDHSM', 'EXTERNAL_KEY_STORE'] as const
