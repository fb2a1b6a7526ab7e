/** Major, minor and patch. */
export type Version = readonly [number, number, number]

/** The numbers of a version such as "1.2.3", or undefined for any other text. */
export function parseVersion(text: string): Version | undefined {
  const [, major, minor, patch] = /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)$/.exec(text) ?? []
  return major === undefined ? undefined : [Number(major), Number(minor), Number(patch)]
}

export function isNewer(version: Version, than: Version): boolean {
  const index = version.findIndex((number, each) => number !== than[each])
  return index !== -1 && Number(version[index]) > Number(than[index])
}

/** Whether a version may break clients of an earlier version: a new major version, or a new minor version of 0.x. */
export function mayBreak(version: Version, earlier: Version): boolean {
  return version[0] !== earlier[0] || (version[0] === 0 && version[1] !== earlier[1])
}
