/**
 * Converts a KMS enum value to the GraphQL enum value: UPPER_SNAKE_CASE of the KMS spelling, or UNRECOGNIZED for a value
 * that the schema does not define. Null if KMS sent no value.
 */
export function toEnumValue<const Known extends string>(
  known: readonly Known[],
  value: string | undefined,
): Known | 'UNRECOGNIZED' | null {
  if (value === undefined) return null
  const graphqlName = value.replaceAll(/([a-z])([A-Z])/g, '$1_$2').toUpperCase()
  return known.find((each) => each === graphqlName) ?? 'UNRECOGNIZED'
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
