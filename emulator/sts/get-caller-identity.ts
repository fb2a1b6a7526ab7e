import { principalId } from '../caller.ts'
import type { Operation } from '../operation.ts'

export const getCallerIdentity: Operation = {
  name: 'GetCallerIdentity',
  run: (_, { caller }) => ({ Arn: caller.arn, UserId: principalId(caller), Account: caller.accountId }),
}
