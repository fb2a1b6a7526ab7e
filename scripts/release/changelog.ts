const UNRELEASED = '## Unreleased\n'

/** The content of CHANGELOG.md that a release needs. */
export interface Changelog {
  /** The text below the heading "Unreleased", or undefined if the heading does not exist. */
  readonly unreleased: string | undefined
  /** The part of it below the heading "Breaking". */
  readonly breaking: string
  /** The newest released version. */
  readonly lastVersion: string | undefined
}

export function readChangelog(text: string): Changelog {
  const sections = text.split(/^(?=## )/m)
  const unreleased = sections.find((section) => section.startsWith(UNRELEASED))?.slice(UNRELEASED.length)
  const versions = sections.flatMap((section) => /^## (\d\S*) - /.exec(section)?.[1] ?? [])
  return {
    unreleased: unreleased?.trim(),
    breaking: unreleased?.split(/^(?=### )/m).find((part) => part.startsWith('### Breaking\n')) ?? '',
    lastVersion: versions[0],
  }
}

/** The changelog in which the unreleased changes belong to a version. */
export function withVersion(text: string, version: string, date: string): string {
  return text.replace(UNRELEASED, `${UNRELEASED}\n## ${version} - ${date}\n`)
}
