/** Advice to append to a validation error of graphql-js, if the schema alone does not explain the error. */
export function adviceOn(message: string): string | undefined {
  return ALIAS_IN_KEY_FOR_CHANGE.test(message) ? NO_ALIAS : undefined
}

/** In graphql 16 and 17. */
const ALIAS_IN_KEY_FOR_CHANGE =
  /Field "alias" is not defined by type "KeyForChange"|type "KeyForChange" not to include unknown field "alias"/

const NO_ALIAS =
  'A change does not accept an alias, because an alias could be moved to another key before the change is made. Look the key up with key(by: {alias: "…"}) and pass its id.'
