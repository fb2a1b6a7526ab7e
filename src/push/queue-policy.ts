interface Statement {
  readonly effect: unknown
  readonly actions: readonly string[]
  readonly principals: readonly string[]
}

export interface QueueOwner {
  /** The attribute `Policy` of the queue. Empty if the queue does not have a policy. */
  readonly policy: string
  readonly accountId: string
}

/**
 * Whether the policy of a queue names a sender of the events of an account: for its own account EventBridge or a principal of the
 * account, for another account a principal of that account, such as the execution role of the rules. Resources, conditions and
 * statements that deny are not evaluated.
 */
export function admitsEventsOf(accountId: string, { policy, accountId: owner }: QueueOwner): boolean {
  const senders = statementsOf(policy)
    .filter(({ effect, actions }) => effect === 'Allow' && actions.some((action) => SENDING.test(action)))
    .flatMap(({ principals }) => principals)
  const ofAccount = new RegExp(String.raw`^(\*|${accountId}|arn:[a-z-]+:(iam|sts)::${accountId}:.+)$`)
  return senders.some(
    (sender) => ofAccount.test(sender) || (accountId === owner && sender === 'events.amazonaws.com'),
  )
}

const SENDING = /^(\*|sqs:(\*|Send\*|SendMessage))$/i

function statementsOf(policy: string): readonly Statement[] {
  let parsed: unknown
  try {
    parsed = JSON.parse(policy)
  } catch {
    return []
  }
  return listOf(Object(parsed).Statement).map((statement) => {
    const { Effect: effect, Action, Principal } = Object(statement)
    const principals = typeof Principal === 'string' ? Principal : Object.values(Object(Principal)).flat()
    return { effect, actions: textsOf(Action), principals: textsOf(principals) }
  })
}

const listOf = (value: unknown): readonly unknown[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value]
const textsOf = (value: unknown): readonly string[] =>
  listOf(value).filter((each): each is string => typeof each === 'string')
