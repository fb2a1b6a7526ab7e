import { useEffect, useRef } from 'react'
import type { ReactNode } from 'react'

export interface TakesFocusProps {
  /** Each new object takes the focus once. Undefined leaves it where it is. */
  readonly of: object | undefined
  readonly children: ReactNode
}

const taken = new WeakSet<object>()

/** Moves the focus to its content, so that a keyboard or a screen reader continues there. */
export function TakesFocus({ of, children }: TakesFocusProps) {
  const element = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!of || taken.has(of)) return
    taken.add(of)
    element.current?.focus()
  }, [of])
  return (
    <div ref={element} tabIndex={-1} className="takes-focus">
      {children}
    </div>
  )
}
