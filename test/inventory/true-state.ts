import type { Emulator } from '../../emulator/emulator.ts'
import type { KeyReport } from '../../emulator/key-report.ts'

/** The true state of a key from a time on. Undefined: the key does not exist. */
interface Version {
  readonly from: number
  readonly key: KeyReport | undefined
}

/** The smallest and the largest number that an answer may have. */
export interface Bounds {
  /** Number of keys for which the condition held in the whole time, whichever states are combined. */
  readonly certain: number
  /** Number of keys for which the condition held at some time, or for a combination of their states. */
  readonly possible: number
}

/** Reads of KMS may show a rotation or a setting this much later. */
const LAG_MS = 60_000

/** The states that the keys of an emulator have had. Call `note` before and after each change. */
export class TrueState {
  readonly #emulator: Emulator
  readonly #versions = new Map<string, Version[]>()

  constructor(emulator: Emulator) {
    this.#emulator = emulator
    this.note()
  }

  note(): void {
    const from = this.#emulator.clock.now()
    const keys = new Map(this.#emulator.keys().map((key) => [key.arn, key]))
    for (const arn of new Set([...keys.keys(), ...this.#versions.keys()])) {
      const versions = this.#versions.get(arn) ?? [{ from: -Infinity, key: undefined }]
      const key = keys.get(arn)
      if (JSON.stringify(key) !== JSON.stringify(versions.at(-1)?.key)) versions.push({ from, key })
      this.#versions.set(arn, versions)
    }
  }

  /** Bounds of the number of keys that meet the condition, according to reads since a time. */
  count(since: number, condition: (key: KeyReport) => boolean): Bounds {
    const one = (key: KeyReport) => Number(condition(key))
    return this.sum(since, one)
  }

  /** Bounds of the sum of a number of each key. A key that does not exist has 0. */
  sum(since: number, numberOf: (key: KeyReport) => number): Bounds {
    let [certain, possible] = [0, 0]
    for (const versions of this.#versions.values()) {
      const numbers = [...combined(during(versions, since), during(versions, since - LAG_MS))].map((key) =>
        key ? numberOf(key) : 0,
      )
      certain += Math.min(...numbers)
      possible += Math.max(...numbers)
    }
    return { certain, possible }
  }
}

/** The states from the one at a time on. */
const during = (versions: readonly Version[], since: number): readonly Version[] =>
  versions.filter((_, index) => (versions[index + 1]?.from ?? Infinity) >= since)

/**
 * The gateway reads the parts of a key at different times, so that an answer may combine states.
 *
 * @param lagging the states that reads of rotations and settings may show
 */
function* combined(
  versions: readonly Version[],
  lagging: readonly Version[],
): Generator<KeyReport | undefined> {
  const keys = versions.map(({ key }) => key).filter((key) => key !== undefined)
  const late = lagging.map(({ key }) => key).filter((key) => key !== undefined)
  if (keys.length < versions.length) yield undefined
  const settings = distinct(late.map(settingsOf))
  const histories = distinct(late.map(({ rotations, onDemandUsed }) => ({ rotations, onDemandUsed })))
  const tags = distinct(keys.map((key) => ({ tags: key.tags })))
  const aliases = distinct(keys.map((key) => ({ aliases: key.aliases })))
  for (const key of distinct(keys))
    for (const setting of settings)
      for (const history of histories)
        for (const tag of tags)
          for (const alias of aliases) yield { ...key, ...setting, ...history, ...tag, ...alias, denies: [] }
}

/** KMS turns automatic rotation off while the deletion of a key is pending. */
const settingsOf = ({ automaticRotation, state }: KeyReport) => ({
  automaticRotation: state === 'PendingDeletion' ? { isEnabled: false } : automaticRotation,
})

const distinct = <Value>(values: readonly Value[]): readonly Value[] => [
  ...new Map(values.map((value) => [JSON.stringify(value), value])).values(),
]
