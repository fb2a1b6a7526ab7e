import type { ProblemFragment } from '../generated/graphql.ts'
import type { PageKey } from './key-data.ts'

/** A read of the key that failed, and what the page cannot show because of it. */
export interface FailedRead {
  readonly name: keyof KeyProblems
  /** What could not be read: `The metadata`. */
  readonly noun: string
  readonly problem: ProblemFragment
}

const READS: readonly (readonly [name: keyof KeyProblems, noun: string])[] = [
  ['metadata', 'The metadata'],
  ['rotationStatus', 'The rotation status'],
  ['rotations', 'The rotation history'],
  ['materials', 'The key materials'],
  ['aliases', 'The aliases'],
  ['tags', 'The tags'],
  ['lastUsage', 'The last use'],
]

/**
 * The key without the problems of reads that KMS does not support for its kind. They are not failures: such a key does not have a
 * rotation history or rotation status.
 */
export function withFailuresOnly(key: PageKey): PageKey {
  const { aliases, materials, metadata, rotationStatus, rotations, tags } = key.problems
  return {
    ...key,
    problems: {
      aliases: failure(aliases),
      materials: failure(materials),
      metadata: failure(metadata),
      rotationStatus: failure(rotationStatus),
      rotations: failure(rotations),
      tags: failure(tags),
    },
  }
}

/** The problem, or null if KMS does not support the read for this kind of key. */
export const failure = <Problem extends Pick<ProblemFragment, 'code'>>(
  problem: Problem | null,
): Problem | null => (problem?.code === 'UNSUPPORTED_KEY' ? null : problem)

export type KeyProblems = PageKey['problems'] & { readonly lastUsage?: ProblemFragment | null }

export function failedReads(problems: KeyProblems): FailedRead[] {
  return READS.flatMap(([name, noun]) => {
    const problem = problems[name]
    return problem ? [{ name, noun, problem }] : []
  })
}
