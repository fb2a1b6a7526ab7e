/**
 * The graph's value of an enumeration that AWS may extend: UPPER_SNAKE of KMS's spelling where the graph knows it,
 * else UNRECOGNIZED. Null where KMS sent nothing.
 */
export function toEnumValue<const Known extends string>(
  known: readonly Known[],
  value: string | undefined,
): Known | 'UNRECOGNIZED' | null {
  if (value === undefined) return null
  const spelt = value.replaceAll(/([a-z])([A-Z])/g, '$1_$2').toUpperCase()
  return known.find((each) => each === spelt) ?? 'UNRECOGNIZED'
}
