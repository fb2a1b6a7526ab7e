import { parseRoleArn } from './caller.ts'
import { KMS_OPERATION_NAMES } from './operation-name.ts'
import type { KmsOperationName } from './operation-name.ts'
import { boolean, integer, InvalidBodyError, list, oneOf, shape, string } from './shape.ts'
import type { Reader } from './shape.ts'

/**
 * A role that tests restrict. Without a blueprint every principal may assume every role of the emulator's accounts, and its
 * sessions may do everything.
 */
export interface RoleBlueprint {
  /** `arn:aws:iam::ACCOUNT:role/NAME`. */
  readonly arn: string
  /** AssumeRole answers AccessDenied. @default false */
  readonly isDenied?: boolean
  /** AssumeRole answers AccessDenied without this ExternalId. @default none is required */
  readonly externalId?: string
  /** Without it, AssumeRole answers AccessDenied when the session would have a source identity. @default true */
  readonly allowsSetSourceIdentity?: boolean
  /** From 3600 to 43200. A longer DurationSeconds is a ValidationError. @default 3600 */
  readonly maxSessionSeconds?: number
  /** KMS operations that answer AccessDeniedException in every session of the role. */
  readonly denies?: readonly KmsOperationName[]
}

export type Role = Required<Omit<RoleBlueprint, 'externalId'>> & Pick<RoleBlueprint, 'externalId'>

const readRole: Reader<RoleBlueprint> = shape(
  {
    arn: string,
    isDenied: boolean,
    externalId: string,
    allowsSetSourceIdentity: boolean,
    maxSessionSeconds: integer(3_600, 43_200),
    denies: list(oneOf(...KMS_OPERATION_NAMES)),
  } satisfies Record<keyof RoleBlueprint, unknown>,
  ['arn'],
)

/** The roles that differ from the default. */
export class Roles {
  readonly #byArn = new Map<string, Role>()

  constructor(blueprints: readonly RoleBlueprint[]) {
    for (const blueprint of blueprints) this.set(blueprint)
  }

  /** Replaces a role. Throws an InvalidBodyError that says what is wrong. */
  set(blueprint: unknown): Role {
    const read = readRole(blueprint, '')
    if (!parseRoleArn(read.arn))
      throw new InvalidBodyError(`arn must be the ARN of an IAM role, not '${read.arn}'`)
    const role = roleOf(read)
    this.#byArn.set(role.arn, role)
    return role
  }

  list(): readonly Role[] {
    return [...this.#byArn.values()]
  }

  withArn(arn: string): Role {
    return this.#byArn.get(arn) ?? roleOf({ arn })
  }
}

const roleOf = (blueprint: RoleBlueprint): Role => ({
  isDenied: false,
  allowsSetSourceIdentity: true,
  maxSessionSeconds: 3_600,
  denies: [],
  ...blueprint,
})
