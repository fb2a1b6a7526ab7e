import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** A temporary home folder with AWS's shared files. */
export interface AwsFiles extends AsyncDisposable {
  readonly folder: string
  /** The environment that makes AWS's tools read these files and no metadata service. */
  readonly environment: Readonly<Record<string, string>>
  writeConfig(text: string): Promise<void>
  writeCredentials(text: string): Promise<void>
  /** @returns its path */
  write(name: string, text: string, mode?: number): Promise<string>
}

export async function createAwsFiles(): Promise<AwsFiles> {
  const folder = await mkdtemp(path.join(tmpdir(), 'aws-files-'))
  async function write(name: string, text: string, mode = 0o600): Promise<string> {
    const file = path.join(folder, name)
    await writeFile(file, text, { mode })
    return file
  }
  return {
    folder,
    environment: {
      HOME: folder,
      AWS_CONFIG_FILE: path.join(folder, 'config'),
      AWS_SHARED_CREDENTIALS_FILE: path.join(folder, 'credentials'),
      AWS_EC2_METADATA_DISABLED: 'true',
    },
    writeConfig: async (text) => void (await write('config', text)),
    writeCredentials: async (text) => void (await write('credentials', text)),
    write,
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  }
}
