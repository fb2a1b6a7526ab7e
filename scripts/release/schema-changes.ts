import { ChangeType, CriticalityLevel, diff } from '@graphql-inspector/core'
import type { Change } from '@graphql-inspector/core'
import { buildSchema } from 'graphql'

/** A difference between two schemas. */
export interface SchemaChange {
  /** The changed element, such as `Query.keys.filter`. */
  readonly element: string
  readonly message: string
  /**
   * - `breaking`: operations of existing clients can fail or change their meaning.
   * - `tolerated`: clients get a value that they do not know, such as a new enum value or union member. The documentation
   *   says that they must tolerate it.
   * - `compatible`: clients are not affected.
   */
  readonly effect: 'breaking' | 'tolerated' | 'compatible'
}

/** GraphQL Inspector calls these changes dangerous. They change the meaning of operations that existing clients send. */
const NEW_DEFAULTS: readonly string[] = [
  ChangeType.FieldArgumentDefaultChanged,
  ChangeType.InputFieldDefaultValueChanged,
]

/** The changes from one schema to another, both in the schema definition language. */
export async function schemaChanges(from: string, to: string): Promise<readonly SchemaChange[]> {
  const changes = await diff(buildSchema(from), buildSchema(to))
  return changes.map((change) => ({
    element: change.path ?? 'schema',
    message: change.message,
    effect: effectOf(change),
  }))
}

function effectOf({ type, criticality: { level } }: Change): SchemaChange['effect'] {
  if (level === CriticalityLevel.Breaking || NEW_DEFAULTS.includes(type)) return 'breaking'
  return level === CriticalityLevel.Dangerous ? 'tolerated' : 'compatible'
}
