import type { ResourceTag } from '../../kms/kms.ts'

/** The infrastructure as code that manages a key. */
export interface KeyManagement {
  /** CLOUDFORMATION: a stack of AWS CloudFormation. TAG: a module or tool that the tag of `--managed-by-tag` names. */
  readonly kind: 'CLOUDFORMATION' | 'TAG'
  /** The tag that says so. */
  readonly tagKey: string
  /** The value of the tag: the name of the stack, of the module or of the tool. */
  readonly name: string
}

/** CloudFormation sets this tag on every resource of a stack. Users cannot set it, because AWS reserves the prefix `aws:`. */
const STACK_NAME = 'aws:cloudformation:stack-name'

/**
 * The infrastructure as code that the tags of a key name. Undefined if they name none.
 *
 * @param managedByTag the key of a further tag. The stack of CloudFormation takes precedence
 */
export function managedBy(
  tags: readonly ResourceTag[],
  managedByTag: string | undefined,
): KeyManagement | undefined {
  const byTag = (kind: KeyManagement['kind'], tagKey: string | undefined): KeyManagement | undefined => {
    const tag = tags.find((each) => each.tagKey === tagKey)
    return tag && tag.tagValue !== '' ? { kind, tagKey: tag.tagKey, name: tag.tagValue } : undefined
  }
  return byTag('CLOUDFORMATION', STACK_NAME) ?? byTag('TAG', managedByTag)
}

/** The warning about a change that is made through the gateway, for a dry run. */
export const driftWarning = ({ kind, tagKey, name }: KeyManagement): string =>
  kind === 'CLOUDFORMATION'
    ? `The CloudFormation stack '${name}' manages this key. A change here is drift from its template, and the next update of the stack may undo it. Change the template of the stack instead.`
    : `'${name}' manages this key, according to its tag '${tagKey}'. A change here is drift from its configuration, and its next run may undo it. Change the configuration of '${name}' instead.`
