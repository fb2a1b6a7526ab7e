/** What to do about a complaint of GraphQL's own, where the schema alone does not say it. */
export function adviceOn(message: string): string | undefined {
  return message.includes('Field "alias" is not defined by type "KeyForChange"') ? NO_ALIAS : undefined
}

const NO_ALIAS =
  'A change takes no alias, because an alias could be moved to another key before the change is made. Look the key up with key(by: {alias: "…"}) and pass its id.'
