/**
 * For an error that is kept. Until its stack is read, an error and its cause keep the functions that they were created in, with
 * everything that these use.
 */
export function forgetCallers<Failure extends Error>(error: Failure): Failure {
  for (const each of [error, error.cause])
    if (each instanceof Error) each.stack = `${each.name}: ${each.message}`
  return error
}
