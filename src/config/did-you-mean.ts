/** The flag that was probably meant; undefined if none is similar. `maxBodyBytes` and `MAX_BODY_BYTES` mean `max-body-bytes`. */
export function nearest(given: string, flags: readonly string[]): string | undefined {
  const letters = lettersOf(given)
  const [first] = flags
    .map((flag) => ({ flag, distance: editDistance(letters, lettersOf(flag)) }))
    .toSorted((left, right) => left.distance - right.distance)
  return first && first.distance <= Math.max(2, letters.length / 3) ? first.flag : undefined
}

const lettersOf = (name: string): string =>
  name
    .slice(0, 50)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '')

/** The number of letters to insert, remove or replace (Levenshtein). */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column)
  for (const [index, letter] of Array.from(from).entries()) {
    const next = [index + 1]
    for (const [column, other] of Array.from(to).entries())
      next.push(
        Math.min(
          (row[column] ?? 0) + (letter === other ? 0 : 1),
          (row[column + 1] ?? 0) + 1,
          (next[column] ?? 0) + 1,
        ),
      )
    row = next
  }
  return row[to.length] ?? 0
}
