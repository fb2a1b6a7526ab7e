import type { Api } from './api.ts'
import { isKeyId, keyArn } from './arn.ts'
import { parseJsonBody } from './json-body.ts'
import { describeKey } from './operations/describe-key.ts'
import { disableKeyRotation } from './operations/disable-key-rotation.ts'
import { enableKeyRotation } from './operations/enable-key-rotation.ts'
import { getKeyLastUsage } from './operations/get-key-last-usage.ts'
import { getKeyRotationStatus } from './operations/get-key-rotation-status.ts'
import { listAliases } from './operations/list-aliases.ts'
import { listKeyRotations } from './operations/list-key-rotations.ts'
import { listKeys } from './operations/list-keys.ts'
import { listResourceTags } from './operations/list-resource-tags.ts'
import { rotateKeyOnDemand } from './operations/rotate-key-on-demand.ts'

/** KMS over AWS JSON 1.1. */
export const kmsApi: Api = {
  service: 'kms',
  isRegional: true,
  contentType: 'application/x-amz-json-1.1',
  operations: new Map(
    [
      listKeys,
      describeKey,
      listAliases,
      listResourceTags,
      getKeyRotationStatus,
      enableKeyRotation,
      disableKeyRotation,
      listKeyRotations,
      getKeyLastUsage,
      rotateKeyOnDemand,
    ].map((operation) => [operation.name, operation]),
  ),
  operationIn: ({ target }) => /^TrentService\.(\w+)$/.exec(target ?? '')?.[1] ?? '-',
  parse: parseJsonBody,
  subjectOf(body, { world: { store }, region, caller: { accountId } }) {
    const asked = body['KeyId']
    if (typeof asked !== 'string') return { accountId, isAboutKey: () => false }
    const own = { region, accountId }
    const meant = store.find(asked, own)
    const unknown = isKeyId(asked) ? keyArn(region, accountId, asked) : asked
    return {
      accountId,
      keyArn: meant?.arn ?? unknown,
      isAboutKey: (keyId) => asked === keyId || (meant !== undefined && store.find(keyId, own) === meant),
    }
  },
  ownError: (error) => error,
  // Real KMS sends an empty body for an operation without output.
  resultBody: (_, result) => (result === undefined ? '' : JSON.stringify(result)),
  errorBody({ code, text }, _, { settings }) {
    const member = settings().capitalMessageErrors.includes(code) ? 'Message' : 'message'
    return JSON.stringify({ __type: code, ...(text !== undefined && { [member]: text }) })
  },
}
