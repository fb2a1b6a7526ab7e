import { expect, test } from 'vitest'
import { driftWarning, managedBy } from '../../src/rotation/rules/managed-by.ts'

const tags = (pairs: Readonly<Record<string, string>>) =>
  Object.entries(pairs).map(([tagKey, tagValue]) => ({ tagKey, tagValue }))
const STACK = 'aws:cloudformation:stack-name'

test('the stack of CloudFormation takes precedence over the configured tag', () => {
  const both = tags({ 'terraform-module': 'modules/kms', [STACK]: 'payments-prod' })
  expect(managedBy(both, 'terraform-module')).toEqual({
    kind: 'CLOUDFORMATION',
    tagKey: STACK,
    name: 'payments-prod',
  })
})

test('the configured tag names a module, and no other tag does', () => {
  const module = tags({ team: 'orders', 'terraform-module': 'modules/kms' })
  expect(managedBy(module, 'terraform-module')).toEqual({
    kind: 'TAG',
    tagKey: 'terraform-module',
    name: 'modules/kms',
  })
  expect(managedBy(module, undefined)).toBeUndefined()
  expect(managedBy(module, 'Terraform-Module')).toBeUndefined()
})

test('an empty tag names nothing', () => {
  expect(managedBy(tags({ module: '', [STACK]: '' }), 'module')).toBeUndefined()
})

test('the warning of a dry run names the stack, or the value and the tag', () => {
  expect(driftWarning({ kind: 'CLOUDFORMATION', tagKey: STACK, name: 'payments-prod' })).toContain(
    "The CloudFormation stack 'payments-prod' manages this key.",
  )
  expect(driftWarning({ kind: 'TAG', tagKey: 'module', name: 'modules/kms' })).toContain(
    "'modules/kms' manages this key, according to its tag 'module'.",
  )
})
