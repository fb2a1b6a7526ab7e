import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, expect, test } from 'vitest'

const run = promisify(execFile)
const root = path.resolve(import.meta.dirname, '../..')

let project: string

beforeEach(async () => {
  project = await mkdtemp(path.join(tmpdir(), 'loops-'))
  await Promise.all(
    ['.oxlintrc.json', 'lint', 'tsconfig.json', 'package.json'].map((name) =>
      cp(path.join(root, name), path.join(project, name), { recursive: true }),
    ),
  )
  await symlink(path.join(root, 'node_modules'), path.join(project, 'node_modules'))
})

afterEach(() => rm(project, { recursive: true }))

/** The output of lint for a project whose only file is `file`. */
async function lint(file: string, text: string): Promise<string> {
  const [folder = ''] = file.split('/')
  await mkdir(path.join(project, path.dirname(file)), { recursive: true })
  await writeFile(path.join(project, file), text)
  const oxlint = path.join(root, 'node_modules/.bin/oxlint')
  const { stdout } = await run(oxlint, [folder], { cwd: project }).catch((error: { stdout: string }) => error)
  return stdout
}

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
    expect(await lint('test/whole.ts', text)).toContain('This loop has no bound of its own')
  },
)

test('accepts the same loop in the gateway, and one that counts in a test', async () => {
  expect(await lint('src/errors.ts', endless.while)).toContain('Found 0 warnings and 0 errors')
  const counted = `${READ}  for (let reads = 0; reads < 100; reads++) text += await read()\n  return text\n}\n`
  expect(await lint('test/whole.ts', counted)).toContain('Found 0 warnings and 0 errors')
})
