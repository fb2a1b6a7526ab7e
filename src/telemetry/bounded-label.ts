const MAX_VALUES = 50
const VALUE = /^[\w .:()-]{1,64}$/

/**
 * For a label whose values come from outside of the gateway, such as AWS's names of errors or those of a proxy: returns the first 50
 * different values, and OTHER for further ones and for values of another form.
 */
export function createBoundedLabel(): (value: string) => string {
  const known = new Set<string>()
  return (value) => {
    if (!known.has(value) && (known.size >= MAX_VALUES || !VALUE.test(value))) return 'OTHER'
    known.add(value)
    return value
  }
}
