import { useEffect, useState } from 'react'
import { formatDuration } from '../format/duration.ts'

const SECOND_MS = 1_000

/** The time since an event, by the clock of the browser. */
export function Elapsed({ since }: { readonly since: string }) {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), SECOND_MS)
    return () => clearInterval(timer)
  }, [])
  return formatDuration(Math.max(0, now - new Date(since).getTime()))
}
