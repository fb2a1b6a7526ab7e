import type { Context } from '../context.ts'
import { OperationError } from '../errors/operation-errors.ts'
import type { FactName } from '../rotation/readings/fact-name.ts'
import type { KnownKey, Needs, Rule } from '../rotation/readings/known-key.ts'
import { NOTHING_READ } from '../rotation/key-readings.ts'
import type { KeyReadings, Reading } from '../rotation/key-readings.ts'
import type { MaybePromise } from './maybe-promise.ts'
import { applyToRecord, recordReads } from './record-reads.ts'
import type { KeyReads, ReadingValue } from './record-reads.ts'
import { mayWrite, visibleKey } from './visibility.ts'
import type { Key } from './visibility.ts'

/** The reads of a key from its source: the record, or the loaders of the request, which perform each read once. */
export function readsOf(key: Key, context: Context): KeyReads {
  if (key.source === 'INVENTORY') return recordReads(key, context)
  const { arn } = key
  const { loaders } = context
  return {
    metadata: () => loaders.metadata(arn),
    status: () => loaders.status(arn),
    rotations: () => loaders.rotations(arn),
    materials: () => loaders.materials(arn),
    aliases: () => loaders.aliases(arn),
    tags: () => loaders.tags(arn),
    lastUsage: () => loaders.lastUsage(arn),
  }
}

/** One key, and what was read of it so far. */
export interface ExaminedKey {
  /** Reads the facts that the rule needs and that are not known yet, then applies the rule. */
  apply<Value>(rule: Rule<Value>): MaybePromise<Value>
}

export function examine(key: Key, context: Context): ExaminedKey {
  if (key.source === 'INVENTORY') return { apply: (rule) => applyToRecord(rule, key, context) }
  const isForeign = context.scopes.isForeign(key)
  let known: KnownKey = { ...NOTHING_READ, key, isForeign, primary: undefined, mayWrite: undefined }
  const requested = new Set<FactName>()

  async function learn(needs: Needs): Promise<void> {
    for (;;) {
      const missing = needs(known).filter((name) => !requested.has(name))
      if (missing.length === 0) return
      for (const name of missing) requested.add(name)
      const facts = await Promise.all(missing.map(async (name) => FACTS[name](key, context)))
      for (const fact of facts) known = { ...known, ...fact }
    }
  }

  return {
    async apply({ needs, of }) {
      await learn(needs)
      return of(known)
    },
  }
}

/** The value of a rule for one key. Not a promise for a key of the inventory. */
export const apply = <Value>(rule: Rule<Value>, key: Key, context: Context): MaybePromise<Value> =>
  examine(key, context).apply(rule)

type ReadFact = (key: Key, context: Context) => Promise<Partial<KnownKey>>

const FACTS: Readonly<Record<FactName, ReadFact>> = {
  metadata: async (key, context) => ({ metadata: await readingOf(key, 'metadata', context) }),
  status: async (key, context) => ({ status: await readingOf(key, 'status', context) }),
  rotations: async (key, context) => ({ rotations: await readingOf(key, 'rotations', context) }),
  materials: async (key, context) => ({ materials: await readingOf(key, 'materials', context) }),
  aliases: async (key, context) => ({ aliases: await readingOf(key, 'aliases', context) }),
  tags: async (key, context) => ({ tags: await readingOf(key, 'tags', context) }),
  lastUsage: async (key, context) => ({ lastUsage: await readingOf(key, 'lastUsage', context) }),
  async primary(key, context) {
    const { multiRegion } = await readsOf(key, context).metadata()
    const primary = await visibleKey(multiRegion?.primaryKeyArn, context)
    return { primary: primary ? await readingOf(primary, 'metadata', context) : undefined }
  },
  mayWrite: async (key, context) => ({ mayWrite: await mayWrite(key, context) }),
}

async function readingOf<Name extends keyof KeyReadings>(
  key: Key,
  name: Name,
  context: Context,
): Promise<Reading<ReadingValue<Name>>> {
  const observedAt = context.clock.now()
  try {
    return { value: await readsOf(key, context)[name](), observedAt }
  } catch (problem) {
    if (problem instanceof OperationError) return { problem, observedAt }
    throw problem
  }
}
