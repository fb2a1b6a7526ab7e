/** Reads one JSON value. Throws an InvalidBodyError that names and quotes an invalid value. */
export type Reader<T> = (value: unknown, at: string) => T

export class InvalidBodyError extends Error {
  override name = 'InvalidBodyError'
}

const reject = (value: unknown, at: string, expected: string): never => {
  throw new InvalidBodyError(`${at || 'the body'} must be ${expected}, not ${JSON.stringify(value)}`)
}

export const string: Reader<string> = (value, at) =>
  typeof value === 'string' ? value : reject(value, at, 'a text')

export const boolean: Reader<boolean> = (value, at) =>
  typeof value === 'boolean' ? value : reject(value, at, 'true or false')

/** Accepts every JSON value. */
export const anything: Reader<unknown> = (value) => value

export const number =
  (min: number, max = Number.MAX_SAFE_INTEGER): Reader<number> =>
  (value, at) =>
    typeof value === 'number' && value >= min && value <= max
      ? value
      : reject(value, at, `a number from ${min} to ${max}`)

export const integer =
  (min: number, max = Number.MAX_SAFE_INTEGER): Reader<number> =>
  (value, at) =>
    typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max
      ? value
      : reject(value, at, `a whole number from ${min} to ${max}`)

export const oneOf =
  <const T extends string>(...values: readonly T[]): Reader<T> =>
  (value, at) =>
    values.find((known) => known === value) ?? reject(value, at, `one of ${values.join(', ')}`)

export const list =
  <T>(item: Reader<T>): Reader<readonly T[]> =>
  (value, at) =>
    Array.isArray(value)
      ? value.map((each, index) => item(each, `${at}[${index}]`))
      : reject(value, at, 'a list')

export const record =
  <T>(item: Reader<T>): Reader<Readonly<Record<string, T>>> =>
  (value, at) =>
    Object.fromEntries(
      Object.entries(plainObject(value, at)).map(([name, each]) => [name, item(each, inside(at, name))]),
    )

export const orNull =
  <T>(reader: Reader<T>): Reader<T | null> =>
  (value, at) =>
    value === null ? null : reader(value, at)

type Members = Readonly<Record<string, Reader<unknown>>>
type Value<R> = R extends Reader<infer T> ? T : never
export type Shape<M extends Members, K extends keyof M> = { readonly [N in K]: Value<M[N]> } & {
  readonly [N in Exclude<keyof M, K>]?: Value<M[N]>
}

/** An object with only these members; an unknown member is an error. Members not in `required` are optional. */
export function shape<M extends Members, K extends keyof M & string = never>(
  members: M,
  required?: readonly K[],
): Reader<Shape<M, K>>
export function shape(members: Members, required: readonly string[] = []): Reader<object> {
  return (value, at) => {
    const read: Record<string, unknown> = {}
    for (const [name, each] of Object.entries(plainObject(value, at))) {
      const reader = Object.hasOwn(members, name) ? members[name] : undefined
      if (!reader)
        throw new InvalidBodyError(
          `${inside(at, name)} is not known; the known members are ${Object.keys(members).join(', ')}`,
        )
      if (each !== undefined) read[name] = reader(each, inside(at, name))
    }
    for (const name of required)
      if (read[name] === undefined) throw new InvalidBodyError(`${inside(at, name)} is missing`)
    return read
  }
}

function plainObject(value: unknown, at: string): object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? value
    : reject(value, at, 'an object')
}

const inside = (at: string, name: string) => (at ? `${at}.${name}` : name)
