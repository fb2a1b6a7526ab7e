/** Advice to append to a validation error of graphql-js, if the schema alone does not explain the error. */
export function adviceOn(message: string): string | undefined {
  return message.includes('Field "alias" is not defined by type "KeyForChange"') ? NO_ALIAS : undefined
}

const NO_ALIAS =
  'A change does not accept an alias, because an alias could be moved to another key before the change is made. Look the key up with key(by: {alias: "…"}) and pass its id.'
