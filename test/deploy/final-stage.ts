import { DockerfileParser } from 'dockerfile-ast'
import type { Copy, Env, Instruction } from 'dockerfile-ast'
import {
  chmodSync,
  chownSync,
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** The final stage of the Dockerfile. Its files are copied to a folder that its user cannot write. */
export interface FinalStage extends Disposable {
  /** The folder of the files. The image has them at `/`. */
  readonly root: string
  /** WORKDIR in `root`. */
  readonly workingFolder: string
  /** `/data` in `root`, which the user can write. */
  readonly dataFolder: string
  /** The variables of a container that sets no others. */
  readonly environment: Readonly<Record<string, string>>
  readonly entrypoint: readonly string[]
  readonly healthCheck: readonly string[]
  /** Undefined if the tests do not run as root and cannot start a process of another user. */
  readonly user: { readonly uid: number; readonly gid: number } | undefined
}

const instructions = DockerfileParser.parse(readFileSync('Dockerfile', 'utf8')).getInstructions()
const lastFrom = instructions.findLastIndex((each) => each.getKeyword() === 'FROM')
const buildStage = instructions.slice(0, lastFrom)
const finalStage = instructions.slice(lastFrom)

const isCopy = (each: Instruction): each is Copy => each.getKeyword() === 'COPY'
const isEnv = (each: Instruction): each is Env => each.getKeyword() === 'ENV'

/** The arguments of the only instruction with this keyword. */
function argumentsOf(keyword: string, stage = finalStage): string {
  const [found, ...others] = stage.filter((each) => each.getKeyword() === keyword)
  if (!found || others.length > 0)
    throw new Error(`The Dockerfile does not have exactly one ${keyword} in the stage.`)
  return found.getRawArgumentsContent() ?? ''
}

const wordsOf = (keyword: string): readonly string[] =>
  JSON.parse(/\[.*\]$/s.exec(argumentsOf(keyword))?.[0] ?? '')

export function readFinalStage(): FinalStage {
  const root = mkdtempSync(path.join(tmpdir(), 'image-'))
  const workingFolder = path.join(root, argumentsOf('WORKDIR'))
  for (const copy of finalStage.filter(isCopy)) {
    const places = copy.getArguments().map((each) => each.getValue())
    const isBuilt = copy.getFromFlag()?.getValue() === 'build'
    for (const place of places.slice(0, -1))
      for (const file of matching(isBuilt ? path.relative(argumentsOf('WORKDIR', buildStage), place) : place))
        cpSync(file, path.resolve(workingFolder, places.at(-1) ?? '', path.basename(file)))
  }
  const [uid = NaN, gid = NaN] = argumentsOf('USER').split(':').map(Number)
  const user = process.getuid?.() === 0 ? { uid, gid } : undefined
  // The image has Node too. The user may not be able to read the folder of this Node.
  const binFolder = path.join(root, '/usr/local/bin')
  mkdirSync(binFolder, { recursive: true })
  copyFileSync(process.execPath, path.join(binFolder, 'node'))
  const dataFolder = path.join(root, '/data')
  if (argumentsOf('RUN') !== `install -d -o ${uid} -g ${gid} -m 700 /data`)
    throw new Error('The RUN of the final stage does more than create /data for its user.')
  mkdirSync(dataFolder, { mode: 0o700 })
  if (user) chownSync(dataFolder, user.uid, user.gid)
  for (const folder of foldersIn(root)) if (folder !== dataFolder) chmodSync(folder, 0o555)
  const variables = finalStage.filter(isEnv).flatMap((each) => each.getProperties())
  return {
    root,
    workingFolder,
    dataFolder,
    environment: {
      PATH: binFolder,
      // Docker sets the home folder of the user, which the base image defines.
      HOME: '/home/node',
      ...Object.fromEntries(variables.map((each) => [each.getName(), each.getValue() ?? ''])),
    },
    entrypoint: wordsOf('ENTRYPOINT'),
    healthCheck: wordsOf('HEALTHCHECK'),
    user,
    [Symbol.dispose]() {
      for (const folder of foldersIn(root)) chmodSync(folder, 0o700)
      rmSync(root, { recursive: true })
    },
  }
}

/** The files of the repository at a path whose last part may contain one `*`. */
function matching(pattern: string): readonly string[] {
  const folder = path.dirname(pattern)
  const [begin = '', end] = path.basename(pattern).split('*')
  const names = readdirSync(folder).filter((name) =>
    end === undefined ? name === begin : name.startsWith(begin) && name.endsWith(end),
  )
  if (names.length === 0) throw new Error(`No file matches ${pattern}, which the Dockerfile copies.`)
  return names.map((name) => path.join(folder, name))
}

const foldersIn = (root: string): readonly string[] => [
  root,
  ...readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => path.join(entry.parentPath, entry.name)),
]
