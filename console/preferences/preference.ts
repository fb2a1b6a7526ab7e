import { useSyncExternalStore } from 'react'

const PREFIX = 'kms-rotation-console.'
const listeners = new Set<() => void>()

/**
 * A choice of the reader that the browser keeps. Without storage, e.g. in a private window, it lasts until the page is closed.
 *
 * @param isValue whether a stored value can be used. Another version of the console may have stored it
 */
export function usePreference<Value>(
  name: string,
  defaultValue: Value,
  isValue: (value: unknown) => value is Value,
): [Value, (value: Value) => void] {
  const text = useSyncExternalStore(subscribe, () => read(name))
  const stored = text === undefined ? undefined : parse(text)
  return [isValue(stored) ? stored : defaultValue, (value) => write(name, JSON.stringify(value))]
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const unstored = new Map<string, string>()

function read(name: string): string | undefined {
  try {
    return localStorage.getItem(PREFIX + name) ?? unstored.get(name)
  } catch {
    return unstored.get(name)
  }
}

function write(name: string, text: string): void {
  try {
    localStorage.setItem(PREFIX + name, text)
  } catch {
    unstored.set(name, text)
  }
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  // Another tab changed it.
  addEventListener('storage', listener)
  return () => {
    listeners.delete(listener)
    removeEventListener('storage', listener)
  }
}
