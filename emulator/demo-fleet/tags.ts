/** The groups that answer for the keys of several teams. The other teams have no owner. */
const TEAMS_OF: Readonly<Record<string, readonly string[]>> = {
  'finance-platform': ['finance', 'payments', 'pricing', 'treasury'],
  'security-engineering': ['identity', 'risk', 'security'],
  'shop-platform': ['catalog', 'checkout', 'mobile', 'orders', 'search'],
}

/** The tags of a key of a team. */
export function team(
  name: string,
  dataClass: string,
  env: 'production' | 'staging' = 'production',
): Readonly<Record<string, string>> {
  const [owner] = Object.entries(TEAMS_OF).find(([, teams]) => teams.includes(name)) ?? []
  return { team: name, 'data-class': dataClass, env, ...(owner !== undefined && { owner }) }
}

/** The tag of a key that AWS CloudFormation manages. */
export const stack = (name: string) => ({ 'aws:cloudformation:stack-name': name })
