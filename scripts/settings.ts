// Writes settings.schema.json, accounts.schema.json, rotation-policy.schema.json and the tables of settings in docs/.
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { settingsFiles } from './settings-files.ts'

for (const [file, text] of Object.entries(await settingsFiles()))
  await writeFile(path.join(import.meta.dirname, '..', file), text)
