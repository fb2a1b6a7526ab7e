/** Texts that survive a reload of the page, in this tab only. Gateways at other paths of the host have their own. */
export interface TabStorage {
  get(name: string): string | undefined
  set(name: string, value: string): void
  remove(name: string): void
  /** For a library that needs the storage itself. Its names must begin with this prefix. */
  readonly prefix: string
}

/** A browser may forbid to store anything. The tab then remembers nothing. */
export function createTabStorage(basePath: string): TabStorage {
  const prefix = `kms-rotation-gateway${basePath}`
  const attempt = <Value>(use: (storage: Storage) => Value): Value | undefined => {
    try {
      return use(sessionStorage)
    } catch {
      return undefined
    }
  }
  return {
    prefix,
    get: (name) => attempt((storage) => storage.getItem(prefix + name)) ?? undefined,
    set: (name, value) => attempt((storage) => storage.setItem(prefix + name, value)),
    remove: (name) => attempt((storage) => storage.removeItem(prefix + name)),
  }
}
