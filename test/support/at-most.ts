/**
 * Bounds a loop whose end depends on other code: `for (const _ of atMost(100, 'pages'))` throws after 100 rounds.
 */
export function* atMost(rounds: number, what: string): Generator<number> {
  for (let round = 0; round < rounds; round++) yield round
  throw new Error(`The loop did not end after ${rounds} ${what}.`)
}
