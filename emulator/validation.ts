import { AwsError, validationError } from './aws-error.ts'

/**
 * The members of a request, validated against the service model. A member of the wrong type throws
 * SerializationException at once. `throwIfInvalid` throws all other problems as one ValidationException; do not use the
 * values before. Unknown members are ignored, as KMS does.
 */
export class RequestMembers {
  readonly #body: Readonly<Record<string, unknown>>
  readonly #problems: string[] = []

  constructor(body: Readonly<Record<string, unknown>>) {
    this.#body = body
  }

  throwIfInvalid(): void {
    if (this.#problems.length > 0) throw validationError(this.#problems)
  }

  keyId(): string {
    const value = this.optionalKeyId()
    if (value === undefined) this.#add('null', 'keyId', 'Member must not be null')
    return value ?? ''
  }

  optionalKeyId(): string | undefined {
    const value = this.#string('KeyId')
    if (value !== undefined) this.#checkLength('keyId', value, value.length, 1, 2048)
    return value
  }

  /** The service model allows up to 1000 for every operation. Some operations document a lower maximum. */
  limit(whenAbsent: number, documentedMax = 1000): number {
    const value = this.integer('Limit', 1, 1000)
    // This wording is from another emulator. The wording of real KMS is not known.
    if (value !== undefined && value > documentedMax && value <= 1000)
      this.#add(`'${value}'`, 'limit', `Minimum value of 1. Maximum value of ${documentedMax}.`)
    return value ?? whenAbsent
  }

  marker(): string | undefined {
    const value = this.#string('Marker')
    if (value === undefined) return undefined
    this.#checkLength('marker', value, value.length, 1, 1024)
    if (!/^[\u0020-\u00FF]*$/.test(value))
      this.#add(
        `'${value}'`,
        'marker',
        String.raw`Member must satisfy regular expression pattern: [\u0020-\u00FF]*`,
      )
    return value
  }

  grantTokens(): readonly string[] {
    const value = this.#body['GrantTokens'] ?? []
    if (!Array.isArray(value)) throw notA('List')
    this.#checkLength('grantTokens', `[${value.join(', ')}]`, value.length, 0, 10)
    return value.map((token: unknown, index) => {
      if (typeof token !== 'string') throw notA('String')
      this.#checkLength(`grantTokens.${index + 1}.member`, token, token.length, 1, 8192)
      return token
    })
  }

  text(name: string, { min, max, pattern }: TextRule): string | undefined {
    const value = this.#string(name)
    if (value === undefined) return undefined
    this.#checkLength(lowerFirst(name), value, value.length, min, max)
    if (!new RegExp(`^${pattern}$`).test(value))
      this.#add(`'${value}'`, lowerFirst(name), `Member must satisfy regular expression pattern: ${pattern}`)
    return value
  }

  requiredText(name: string, rule: TextRule): string {
    const value = this.text(name, rule)
    if (value === undefined) this.#add('null', lowerFirst(name), 'Member must not be null')
    return value ?? ''
  }

  oneOf<const T extends string>(name: string, values: readonly T[]): T | undefined {
    const value = this.#string(name)
    const known = values.find((each) => each === value)
    if (value !== undefined && known === undefined)
      this.#add(`'${value}'`, lowerFirst(name), `Member must satisfy enum value set: [${values.join(', ')}]`)
    return known
  }

  integer(name: string, min: number, max: number): number | undefined {
    const value = this.#body[name] ?? undefined
    if (value === undefined) return undefined
    if (typeof value !== 'number' || !Number.isInteger(value)) throw notA('Integer')
    if (value < min)
      this.#add(`'${value}'`, lowerFirst(name), `Member must have value greater than or equal to ${min}`)
    if (value > max)
      this.#add(`'${value}'`, lowerFirst(name), `Member must have value less than or equal to ${max}`)
    return value
  }

  #string(name: string): string | undefined {
    const value = this.#body[name] ?? undefined
    if (value !== undefined && typeof value !== 'string') throw notA('String')
    return value
  }

  #checkLength(at: string, value: string, length: number, min: number, max: number): void {
    if (length < min) this.#add(`'${value}'`, at, `Member must have length greater than or equal to ${min}`)
    if (length > max) this.#add(`'${value}'`, at, `Member must have length less than or equal to ${max}`)
  }

  #add(value: string, at: string, broken: string): void {
    this.#problems.push(`Value ${value} at '${at}' failed to satisfy constraint: ${broken}`)
  }
}

interface TextRule {
  readonly min: number
  readonly max: number
  readonly pattern: string
}

const lowerFirst = (name: string) => name.charAt(0).toLowerCase() + name.slice(1)
const notA = (type: string) =>
  new AwsError('SerializationException', `A member cannot be converted to ${type}`)
