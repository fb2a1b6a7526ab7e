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

export type KeyProblems = PageKey['problems'] & { readonly lastUsage?: ProblemFragment | null }

export function failedReads(problems: KeyProblems): FailedRead[] {
  return READS.flatMap(([name, noun]) => {
    const problem = problems[name]
    return problem ? [{ name, noun, problem }] : []
  })
}
