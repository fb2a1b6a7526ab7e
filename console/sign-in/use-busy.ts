import { useEffect, useState } from 'react'

/**
 * Runs one asynchronous action at a time.
 *
 * @returns whether it runs, the function that runs one, and the message of its error
 */
export function useBusy(
  initialProblem?: string,
): readonly [isBusy: boolean, run: (action: () => Promise<void>) => void, problem: string | undefined] {
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState(initialProblem)

  // The browser may show the page as it was when the user goes back to it.
  useEffect(() => {
    const show = ({ persisted }: PageTransitionEvent) => persisted && setBusy(false)
    addEventListener('pageshow', show)
    return () => removeEventListener('pageshow', show)
  }, [])

  function run(action: () => Promise<void>): void {
    setBusy(true)
    setProblem(undefined)
    action()
      .catch((error: unknown) => setProblem(error instanceof Error ? error.message : String(error)))
      .finally(() => setBusy(false))
  }

  return [isBusy, run, problem]
}
