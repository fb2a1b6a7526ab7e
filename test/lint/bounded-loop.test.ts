import { expect, test } from 'vitest'
import { lintFiles } from './planted-project.ts'

const READ = 'export async function whole(read: () => Promise<string>): Promise<string> {\n  let text = ""\n'
const endless = {
  while: `${READ}  while (!text.includes("end")) text += await read()\n  return text\n}\n`,
  'do … while': `${READ}  do text += await read()\n  while (!text.includes("end"))\n  return text\n}\n`,
  'for (;;)': `${READ}  for (;;) {\n    text += await read()\n    if (text.includes("end")) return text\n  }\n}\n`,
  'for without a step': `${READ}  for (; !text.includes("end"); ) text += await read()\n  return text\n}\n`,
}

test.each(Object.entries(endless))(
  'rejects a loop in a test that only its input ends: %s',
  async (_, text) => {
    expect(await lintFiles({ 'test/whole.ts': text })).toContain('This loop has no bound of its own')
  },
)

test('accepts the same loop in the gateway, and one that counts in a test', async () => {
  expect(await lintFiles({ 'src/errors/startup-error.ts': endless.while })).toContain(
    'Found 0 warnings and 0 errors',
  )
  const counted = `${READ}  for (let reads = 0; reads < 100; reads++) text += await read()\n  return text\n}\n`
  expect(await lintFiles({ 'test/whole.ts': counted })).toContain('Found 0 warnings and 0 errors')
})
