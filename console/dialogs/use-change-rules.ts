import { answers } from '../gateway/answers.ts'
import { useAnswer } from '../gateway/use-answer.ts'
import { ChangeRulesDocument } from '../generated/graphql.ts'
import type { ChangeRulesQuery } from '../generated/graphql.ts'

/** What the gateway requires of changes. Undefined until it is known. */
export const useChangeRules = (): ChangeRulesQuery['gateway'] | undefined =>
  useAnswer(ChangeRulesDocument, {}, { refreshMs: false }).data?.gateway

export const reloadChangeRules = async (): Promise<void> =>
  answers.invalidateQueries({ queryKey: [ChangeRulesDocument.toString()] })
