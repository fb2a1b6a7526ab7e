import { readFileSync } from 'node:fs'
import { DCLinter } from 'dclint'
import { expect, test } from 'vitest'
import { parse } from 'yaml'

const { services }: { services: Record<string, Record<string, unknown>> } = parse(
  readFileSync('compose.yaml', 'utf8'),
  { merge: true },
)

test('compose.yaml is valid against the Compose specification, and its linter has no objections', () => {
  const linter = new DCLinter({
    rules: { 'service-keys-order': 0, 'top-level-properties-order': 0 },
    quiet: false,
    debug: false,
    exclude: [],
  })
  const [result, ...others] = linter.lintFiles(['compose.yaml'], false)
  expect(others).toEqual([])
  expect(result?.messages).toEqual([])
})

test.each(Object.entries(services))(
  'the service %s runs without privileges and with a read-only root file system',
  (_, service) => {
    expect(service).toMatchObject({
      read_only: true,
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
    })
    expect(service['privileged'] ?? service['cap_add'] ?? service['user']).toBeUndefined()
  },
)

test('compose.yaml publishes the gateway on loopback only, and the emulator not at all', () => {
  expect(services['gateway']?.['ports']).toEqual(['127.0.0.1:4000:4000'])
  expect(services['emulator']).not.toHaveProperty('ports')
})
