/**
 * Ends a loop whose end depends on other code: `for (const _ of atMost(100, 'pages'))` throws where the loop has not been left
 * after 100 rounds.
 */
export function* atMost(rounds: number, what: string): Generator<number> {
  for (let round = 0; round < rounds; round++) yield round
  throw new Error(`There is no end after ${rounds} ${what}.`)
}
