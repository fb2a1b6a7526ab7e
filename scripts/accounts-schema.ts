import {
  ACCOUNT_ID,
  EXTERNAL_ID,
  MAX_ACCOUNTS,
  MAX_NAME_LENGTH,
  MAX_BUDGET_USD,
  MAX_QUOTA,
  REGION,
  ROLE_TEMPLATE,
} from '../src/accounts/parse-accounts.ts'
import { KMS_OPERATIONS } from '../src/kms/operations.ts'

/**
 * The JSON schema of the accounts file. It accepts every file that `parseAccounts` accepts. A schema cannot compare values, so it
 * also accepts a file that has an account twice, a role of another account or partition, or too many scopes.
 */
export function accountsSchema(): object {
  const role = {
    type: 'string',
    pattern: ROLE_TEMPLATE.source,
    description:
      'ARN of the role to assume. `{partition}` and `{account}` stand for those of the account. Required for the file or for each account.',
  }
  const externalId = {
    type: 'string',
    pattern: EXTERNAL_ID.source,
    description: 'The external ID that the role requires. Default: none.',
  }
  const sourceIdentity = {
    type: 'boolean',
    default: true,
    description:
      "Whether the sessions of changes have the caller's subject as their source identity. Use false if the role does not allow sts:SetSourceIdentity.",
  }
  const account = {
    type: 'object',
    properties: {
      id: { type: 'string', pattern: ACCOUNT_ID.source, description: 'Account ID, 12 digits.' },
      name: {
        type: 'string',
        minLength: 1,
        maxLength: MAX_NAME_LENGTH,
        description: 'Name for people, shown as Scope.accountName.',
      },
      regions: {
        type: 'array',
        items: { type: 'string', pattern: REGION.source },
        minItems: 1,
        uniqueItems: true,
        description: 'The Regions to serve. Default: those of --regions, or AWS_REGION.',
      },
      role,
      externalId,
      sourceIdentity,
      sharePercent: {
        type: 'integer',
        minimum: 1,
        maximum: 100,
        description:
          "The share of the account's KMS quotas that the gateway uses. Default: --kms-quota-share-percent.",
      },
      quotas: {
        type: 'object',
        properties: Object.fromEntries(
          KMS_OPERATIONS.map((operation) => [operation, { type: 'integer', minimum: 1, maximum: MAX_QUOTA }]),
        ),
        additionalProperties: false,
        description:
          'KMS request quotas that AWS has raised for the account, per Region and second. Default: --kms-quotas.',
      },
      backgroundBudgetUsd: {
        type: 'integer',
        minimum: 0,
        maximum: MAX_BUDGET_USD,
        description:
          'Budget for background requests in a calendar month, in US dollars. 0 = not limited. Default: --background-budget-usd.',
      },
    },
    required: ['id'],
    additionalProperties: false,
  }
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Accounts file of kms-rotation-gateway',
    type: 'object',
    properties: {
      $schema: { type: 'string' },
      role,
      externalId,
      sourceIdentity,
      accounts: { type: 'array', items: account, minItems: 1, maxItems: MAX_ACCOUNTS },
    },
    required: ['accounts'],
    anyOf: [
      { required: ['role'] },
      { properties: { accounts: { type: 'array', items: { type: 'object', required: ['role'] } } } },
    ],
    additionalProperties: false,
  }
}
