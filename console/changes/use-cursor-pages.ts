import { useState } from 'react'

export interface CursorPages {
  /** The cursor of the present page. Undefined for the first one. */
  readonly after: string | undefined
  readonly isFirst: boolean
  readonly next: (endCursor: string) => void
  readonly previous: () => void
}

interface Position {
  readonly list: string
  /** The cursors of the pages from the second to the present one. */
  readonly cursors: readonly string[]
}

/** The pages of a list that is read forward only. The cursors of the pages before are kept. @param list another list begins at its first page */
export function useCursorPages(list: string): CursorPages {
  const [position, setPosition] = useState<Position>({ list, cursors: [] })
  const cursors = position.list === list ? position.cursors : []
  return {
    after: cursors.at(-1),
    isFirst: cursors.length === 0,
    next: (endCursor) => setPosition({ list, cursors: [...cursors, endCursor] }),
    previous: () => setPosition({ list, cursors: cursors.slice(0, -1) }),
  }
}
