import { useEffect, useRef, useState } from 'react'
import type { RefObject } from 'react'

/** Whether the reader has scrolled the start of a list, which the reference marks, out of the window. */
export function useIsScrolled(): [boolean, RefObject<HTMLDivElement | null>] {
  const start = useRef<HTMLDivElement>(null)
  const [isScrolled, setScrolled] = useState(false)
  useEffect(() => {
    const observer = new IntersectionObserver((entries) => {
      const entry = entries.at(-1)
      if (entry) setScrolled(!entry.isIntersecting && entry.boundingClientRect.top < 0)
    })
    if (start.current) observer.observe(start.current)
    return () => observer.disconnect()
  }, [])
  return [isScrolled, start]
}
