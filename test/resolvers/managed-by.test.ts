import { expect, test } from 'vitest'
import { startGateway } from '../support/gateway.ts'

const QUERY =
  'query($arn: String!) { key(by: { arn: $arn }) { managedBy { kind name tagKey } problems { tags { code } } } }'

test('Key.managedBy shows the stack or the configured tag, and null with the problem if the tags cannot be read', async () => {
  await using gateway = await startGateway({ speed: 0, gateway: { managedByTag: 'terraform-module' } })
  const stack = 'aws:cloudformation:stack-name'
  const show = async (blueprint: Parameters<typeof gateway.emulator.createKey>[0]) => {
    const { arn } = gateway.emulator.createKey(blueprint)
    const { data } = await gateway.answer(QUERY, { arn })
    return data
  }
  expect(await show({ tags: { [stack]: 'payments-prod' } })).toEqual({
    key: {
      managedBy: { kind: 'CLOUDFORMATION', name: 'payments-prod', tagKey: stack },
      problems: { tags: null },
    },
  })
  expect(await show({ tags: { 'terraform-module': 'modules/kms' } })).toMatchObject({
    key: { managedBy: { kind: 'TAG', name: 'modules/kms', tagKey: 'terraform-module' } },
  })
  expect(await show({ tags: { team: 'orders' } })).toMatchObject({ key: { managedBy: null } })
  expect(await show({ denies: ['ListResourceTags'] })).toEqual({
    key: { managedBy: null, problems: { tags: { code: 'ACCESS_DENIED' } } },
  })
})
