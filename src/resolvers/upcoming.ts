import type { Context } from '../context.ts'
import { BadUserInputError } from '../errors/request-errors.ts'
import { upcomingDays } from '../rotation/fleet/upcoming-days.ts'
import type { UpcomingDay } from '../rotation/fleet/upcoming-days.ts'
import { DAY_MS } from '../rotation/rotation.ts'
import { populationOf } from './fleet-population.ts'
import type { Population, PopulationArguments } from './fleet-population.ts'

export interface Upcoming extends Population {
  readonly days: readonly UpcomingDay[]
}

/** The maximum number of days ahead, which bounds the response. */
const MAX_DAYS = 366

/** @throws {BadUserInputError} if `until` is not in the next 366 days */
export async function upcoming(
  { until, ...args }: PopulationArguments & { readonly until: Date },
  context: Context,
): Promise<Upcoming> {
  const now = context.clock.now()
  if (until.getTime() <= now || until.getTime() > now + MAX_DAYS * DAY_MS)
    throw new BadUserInputError(
      `until is ${until.toISOString()}. Set it to a time within the next ${MAX_DAYS} days.`,
    )
  const population = await populationOf(args, context)
  const range = { from: population.at, until: until.getTime() }
  const days = await context.fleetWork.run(context.viewer.subject, () =>
    upcomingDays(population.keys, range, context.signal),
  )
  return { ...population, days }
}
