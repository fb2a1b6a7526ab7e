import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { settingsFiles } from '../../scripts/settings-files.ts'
import { GROUPS } from '../../src/config/setting.ts'

const files = await settingsFiles()

describe('the settings', () => {
  test.each(Object.entries(files))('are current in %s', async (file, text) => {
    const committed = await readFile(path.resolve(import.meta.dirname, '../..', file), 'utf8')
    expect(committed, `${file} is out of date: run 'npm run settings' and review the diff`).toBe(text)
  })

  test('of every group have one table in the docs', () => {
    const groups = Object.values(files).flatMap((text) =>
      [...text.matchAll(/<!-- settings: (.+?) -->/g)].map(([, group]) => group),
    )
    expect(groups).toHaveLength(GROUPS.length)
    expect(new Set(groups)).toEqual(new Set<string>(GROUPS))
  })
})
