import { useEffect, useRef } from 'react'
import type { RefObject } from 'react'

/**
 * Moves the focus to the content when another page is opened, and scrolls to its top, as loading a document does. The next press of
 * Tab goes to the first control of the page.
 */
export function useContentFocus(path: string): RefObject<HTMLDivElement | null> {
  const content = useRef<HTMLDivElement>(null)
  const shownPath = useRef(path)
  useEffect(() => {
    if (shownPath.current === path) return
    shownPath.current = path
    scrollTo(0, 0)
    content.current?.focus({ preventScroll: true })
  }, [path])
  return content
}
