import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** A temporary data folder. Disposing it removes the folder. */
export interface DataFolder extends AsyncDisposable {
  readonly folder: string
  /** The file with the requests. */
  readonly file: string
  lines(): Promise<readonly string[]>
  write(text: string): Promise<void>
}

export async function makeDataFolder(): Promise<DataFolder> {
  const folder = await mkdtemp(path.join(tmpdir(), 'rotation-gateway-'))
  const file = path.join(folder, 'changes.jsonl')
  return {
    folder,
    file,
    lines: async () => (await readFile(file, 'utf8')).split('\n').filter(Boolean),
    write: (text) => writeFile(file, text),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  }
}
