import { Mode, applyMode } from '@cloudscape-design/global-styles'
import { useEffect, useSyncExternalStore } from 'react'
import { usePreference } from './preference.ts'

export type Theme = 'system' | 'light' | 'dark'

const isTheme = (value: unknown): value is Theme =>
  value === 'system' || value === 'light' || value === 'dark'

export const useThemePreference = () => usePreference<Theme>('theme', 'system', isTheme)

/** Applies the theme that the reader chose. By default it is the theme of the system, also when that changes. */
export function useTheme(): void {
  const [theme] = useThemePreference()
  const isSystemDark = useSyncExternalStore(subscribe, () => systemTheme.matches)
  const isDark = theme === 'system' ? isSystemDark : theme === 'dark'
  useEffect(() => applyMode(isDark ? Mode.Dark : Mode.Light), [isDark])
}

const systemTheme = matchMedia('(prefers-color-scheme: dark)')

function subscribe(listener: () => void): () => void {
  systemTheme.addEventListener('change', listener)
  return () => systemTheme.removeEventListener('change', listener)
}
