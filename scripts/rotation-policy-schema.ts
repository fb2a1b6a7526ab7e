import { ACCOUNT, KEY_ARN, ORIGINS, REGION } from '../src/rotation/policy/parse-conditions.ts'
import {
  AGE_STARTS,
  ID,
  MAX_AGE_DAYS,
  MAX_EXCEPTIONS,
  MAX_PERIOD_DAYS,
  MAX_RULES,
  MAX_TEXT_LENGTH,
  MIN_PERIOD_DAYS,
} from '../src/rotation/policy/parse-rotation-policy.ts'

/**
 * The JSON schema of the rotation policy file. It accepts every file that `parseRotationPolicy` accepts. A schema cannot compare
 * values, so it also accepts a file that has an ID twice, or a rule that is never used.
 */
export function rotationPolicySchema(): object {
  const text = { type: 'string', minLength: 1, maxLength: MAX_TEXT_LENGTH }
  const id = { type: 'string', pattern: ID.source }
  const days = (min: number, max: number, description: string) => ({
    type: 'integer',
    minimum: min,
    maximum: max,
    description,
  })
  const requirements = {
    maxMaterialAgeInDays: days(
      1,
      MAX_AGE_DAYS,
      "Maximum age of the current key material in days. Default: the file's, or --max-material-age-in-days.",
    ),
    warnBeforeDays: days(
      0,
      MAX_AGE_DAYS,
      "Number of days before the maximum age at which the verdict becomes DUE_SOON. Default: the file's, or 30.",
    ),
    requireAutomaticRotation: {
      type: 'boolean',
      description:
        "Whether keys that support automatic rotation must have it. Default: the file's, or false.",
    },
    maxRotationPeriodInDays: days(
      MIN_PERIOD_DAYS,
      MAX_PERIOD_DAYS,
      "Maximum period of automatic rotation in days. Default: the file's, or the maximum age.",
    ),
    manualRotation: {
      type: 'object',
      description:
        "Maximum age of keys that KMS cannot rotate. Default: the file's, or no requirement on these keys.",
      properties: {
        maxAgeInDays: days(1, MAX_AGE_DAYS, 'Maximum age of the key in days.'),
        countFrom: {
          enum: AGE_STARTS,
          description:
            'From when the age counts: the creation of the key, or the time at which its alias was moved to it. Default: CREATION.',
        },
      },
      required: ['maxAgeInDays'],
      additionalProperties: false,
    },
    owner: {
      description:
        "Name of the owner of the keys, or the tag whose value names the owner. Default: the file's.",
      anyOf: [
        { type: 'string', minLength: 1 },
        {
          type: 'object',
          properties: { tag: { type: 'string', minLength: 1 } },
          required: ['tag'],
          additionalProperties: false,
        },
      ],
    },
  }
  const oneOrMore = (value: object, description: string) => ({
    description,
    anyOf: [value, { type: 'array', items: value, minItems: 1 }],
  })
  const string = { type: 'string', minLength: 1 }
  const conditions = {
    accounts: oneOrMore({ type: 'string', pattern: ACCOUNT.source }, 'IDs of accounts, or patterns.'),
    regions: oneOrMore({ type: 'string', pattern: REGION.source }, 'Names of Regions, or patterns.'),
    tags: {
      type: 'object',
      description: 'Tags that a key must have, all of them, with their allowed values or patterns.',
      minProperties: 1,
      additionalProperties: oneOrMore(string, 'Allowed values of the tag. * stands for any value.'),
    },
    aliases: oneOrMore(string, 'Names of aliases, or patterns, with or without alias/.'),
    specs: oneOrMore(string, 'Key specs, or patterns, such as RSA_*.'),
    origins: oneOrMore({ enum: ORIGINS }, 'Origins of the key material.'),
  }
  const rule = {
    type: 'object',
    properties: {
      id: { ...id, description: 'ID of the rule, unique among the rules.' },
      name: { ...text, description: 'Name for people. Default: the ID.' },
      match: {
        type: 'object',
        description: 'The conditions that the keys of the rule meet. Default: every key.',
        properties: conditions,
        additionalProperties: false,
      },
      ...requirements,
    },
    required: ['id'],
    additionalProperties: false,
  }
  const exception = {
    type: 'object',
    properties: {
      id: { ...id, description: 'ID of the exception, unique among the exceptions.' },
      match: {
        type: 'object',
        description: 'The conditions that the excepted keys meet.',
        properties: {
          keys: oneOrMore({ type: 'string', pattern: KEY_ARN.source }, 'ARNs of keys, or patterns.'),
          ...conditions,
        },
        minProperties: 1,
        additionalProperties: false,
      },
      reason: { ...text, description: 'Why the keys are excepted.' },
      approvedBy: { ...text, description: 'The approver.' },
      until: { ...string, description: 'When the exception ends, such as 2027-01-31T00:00:00Z.' },
    },
    required: ['id', 'match', 'reason', 'approvedBy', 'until'],
    additionalProperties: false,
  }
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Rotation policy file of kms-rotation-gateway',
    type: 'object',
    properties: {
      $schema: { type: 'string' },
      ...requirements,
      rules: {
        type: 'array',
        items: rule,
        maxItems: MAX_RULES,
        description: 'The rules. The first rule whose conditions a key meets applies to the key.',
      },
      exceptions: {
        type: 'array',
        items: exception,
        maxItems: MAX_EXCEPTIONS,
        description: 'Keys that the policy does not apply to until a date.',
      },
    },
    additionalProperties: false,
  }
}
