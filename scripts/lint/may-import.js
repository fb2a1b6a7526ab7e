// The import table of ARCHITECTURE.md as a lint rule: what each place may import. A place is a file or folder of src/, the
// client, the console or the emulator. The longest row that contains a file applies to it; files of one row import each other freely.
// `from` lists the places that a row may import; `types` lists places from which it may import only types.
import path from 'node:path'

/** Every row may import these, unless it says `leaves: false`. */
const LEAVES = [
  'errors',
  'auth',
  'json-node.ts',
  'logger.ts',
  'clock.ts',
  'defaults.ts',
  'concurrency-limit.ts',
]

/** The part of the KMS client that the layers above may import. */
const KMS_PORT = ['kms/kms.ts', 'kms/kms-client.ts', 'kms/key-arn.ts', 'kms/read-all-pages.ts']

/** The pages of the console, which do not import each other. */
const CONSOLE_PAGES = [
  'console/overview',
  'console/keys',
  'console/key',
  'console/activity',
  'console/compliance',
  'console/changes',
  'console/settings',
]

/** What every page of the console uses. */
const CONSOLE_SHARED = [
  'console/parts',
  'console/gateway',
  'console/links',
  'console/preferences',
  'console/format',
  'console/generated',
  'client',
]

export const MAY_IMPORT = {
  'cli.ts': {
    from: [
      'cli',
      'config.ts',
      'config/help.ts',
      'gateway.ts',
      'process',
      'rotation/policy',
      'store',
      'package.json',
    ],
  },
  cli: {
    from: [
      'accounts',
      'doctor',
      'gateway/served-scopes.ts',
      'kms/aws',
      'kms/read-account-id.ts',
      'process',
      'push/push-queues.ts',
      'push/queue-address.ts',
      'rotation/policy',
      'telemetry',
      'emulator',
    ],
    types: ['config.ts', 'gateway/options.ts', 'push'],
  },
  'index.ts': {
    from: ['accounts', 'gateway.ts', 'gateway', 'kms', 'push', 'rotation', 'store', 'telemetry'],
    types: ['context.ts'],
  },
  'config.ts': { from: ['config'], types: ['telemetry/otlp-options.ts'] },
  config: {
    from: ['kms/cache/max-ages.ts', 'kms/operations.ts', 'push/queue-address.ts'],
    types: ['gateway/options.ts', 'telemetry/otlp-options.ts'],
  },
  'gateway.ts': {
    from: ['gateway', 'server', 'schema', 'telemetry'],
    types: ['context.ts'],
  },
  gateway: {
    from: ['server', 'schema', 'resolvers', 'rotation', 'kms', 'telemetry'],
    types: ['context.ts', 'push'],
  },
  'context.ts': { types: ['rotation', 'kms'] },

  server: {
    from: [
      'server/web-socket',
      'server/http',
      'server/graphql',
      'server/cost',
      'server/stream',
      'server/document',
      'server/console',
      'server/graphiql',
      'server/limits',
      'server/operation',
    ],
  },
  'server/web-socket': {
    from: ['server/http', 'server/graphql', 'server/stream', 'server/document', 'server/operation'],
  },
  'server/http': {
    from: ['server/graphql', 'server/console', 'server/graphiql', 'server/limits', 'server/operation'],
  },
  'server/graphql': { from: ['server/cost', 'server/stream', 'server/document', 'server/operation'] },
  'server/cost': { from: ['server/document', 'server/operation', 'schema'], types: ['context.ts'] },
  'server/stream': { from: ['server/operation'] },
  'server/document': { from: ['server/operation', 'schema'] },
  'server/console': { from: ['server/operation'] },
  'server/graphiql': { from: ['server/operation'] },
  'server/limits': { from: ['server/operation'] },
  'server/operation': {},

  schema: { from: ['resolvers'], types: ['rotation', 'kms', 'pagination', 'context.ts'] },
  resolvers: { from: ['rotation', 'kms', 'pagination'], types: ['context.ts'] },

  rotation: { from: KMS_PORT },
  'rotation/rules': { from: [...KMS_PORT, 'rotation/rotation.ts'] },
  'rotation/policy': { from: [...KMS_PORT, 'rotation', 'rotation/rules'] },
  'rotation/readings': { from: [...KMS_PORT, 'rotation', 'rotation/rules', 'rotation/policy'] },
  'rotation/watch': { from: [...KMS_PORT, 'rotation'] },
  'rotation/key-set': { from: [...KMS_PORT, 'rotation/rules'], types: ['rotation'] },
  'rotation/inventory': {
    from: [...KMS_PORT, 'rotation', 'rotation/rules', 'rotation/watch', 'rotation/key-set'],
  },
  'rotation/fleet': { from: ['rotation', 'rotation/rules', 'rotation/policy', 'rotation/readings'] },
  'rotation/change': { from: [...KMS_PORT, 'rotation', 'rotation/rules', 'rotation/watch'] },
  'rotation/stream': { from: ['rotation', 'rotation/watch', 'rotation/key-set'] },

  accounts: {
    from: ['kms/aws', 'kms/operations.ts'],
    types: ['kms', 'kms/rate', 'gateway/served-scopes.ts'],
  },
  doctor: {
    from: ['kms/aws', 'kms/kms-client.ts', 'kms/rate', 'push/check-queue.ts', 'push/queue-policy.ts'],
    types: ['accounts', 'kms', 'push'],
  },
  push: {
    from: ['kms/key-arn.ts', 'kms/aws/credentials-unavailable.ts', 'kms/aws/undici-handler.ts'],
    types: ['kms/aws'],
  },
  process: {},
  store: { from: ['rotation', 'kms/key-arn.ts', 'kms/rate/spending.ts'] },
  telemetry: { from: ['kms/key-arn.ts'], types: ['server', 'rotation', 'kms', 'push'] },

  kms: {},
  'kms/aws': { from: ['kms'] },
  'kms/rate': { from: ['kms'] },
  'kms/cache': { from: ['kms'] },
  'kms/loaders': { from: ['kms'] },

  pagination: { from: ['kms/list-walk.ts'] },
  client: { leaves: false },
  'console/main.tsx': { from: ['console/app', 'console/gateway', 'console/style.css'], leaves: false },
  'console/app': { from: [...CONSOLE_PAGES, 'console/sign-in', ...CONSOLE_SHARED], leaves: false },
  'console/sign-in': { from: [...CONSOLE_SHARED, 'console/session'], leaves: false },
  ...Object.fromEntries(
    CONSOLE_PAGES.map((page) => [page, { from: ['console/dialogs', ...CONSOLE_SHARED], leaves: false }]),
  ),
  'console/dialogs': { from: CONSOLE_SHARED, leaves: false },
  'console/parts': {
    from: CONSOLE_SHARED,
    leaves: false,
  },
  'console/gateway': { from: ['client', 'console/generated', 'console/session'], leaves: false },
  'console/session': { from: ['client', 'console/generated'], leaves: false },
  'console/links': { from: ['console/format'], types: ['console/generated'], leaves: false },
  'console/preferences': { types: ['console/format'], leaves: false },
  'console/format': { types: ['console/generated'], leaves: false },
  'console/generated': { leaves: false },
  emulator: { from: ['package.json'], leaves: false },
  errors: { leaves: false },
  auth: {},
  'json-node.ts': { from: ['errors'], leaves: false },
  'logger.ts': { leaves: false },
  'clock.ts': { leaves: false },
  'concurrency-limit.ts': { leaves: false },
  'defaults.ts': { leaves: false },
}

/** Places that may import only these packages and modules. */
const ONLY = {
  client: {
    packages: /^graphql-ws\/client$/,
    names: "'graphql-ws/client'",
    why: 'the client runs in browsers',
  },
  emulator: { packages: /^node:/, names: "Node's own modules", why: 'the emulator stands for AWS' },
}

/** Packages that only these places may import. */
export const PACKAGE_HOMES = [
  {
    package: /^@(aws-sdk|smithy)\//,
    homes: ['kms/aws', 'push'],
    why: 'only src/kms/aws and src/push call AWS',
  },
  {
    package: /^(graphql|graphql-.*|@pothos\/.*|@graphql-.*|@envelop\/.*)(\/|$)/,
    homes: ['schema', 'server', 'gateway.ts', 'client', 'console/generated'],
    why: 'only src/schema and src/server know GraphQL; resolvers and the domain are plain functions',
  },
  {
    package: /^(prom-client|@opentelemetry\/.*)$/,
    homes: ['telemetry'],
    why: 'only src/telemetry counts and traces; the other layers call observers',
  },
]

const isWithin = (file, place) => file === place || file.startsWith(`${place}/`)
const rowOf = (file) =>
  Object.keys(MAY_IMPORT)
    .filter((row) => isWithin(file, row))
    .toSorted((left, right) => right.length - left.length)[0]
/** A row that has rows of its own below it stands for its own files, so that `rotation` does not open `rotation/stream`. */
const allows = (list = [], importer, target) => {
  const row = rowOf(target)
  return list.some((place) => (isWithin(importer, place) ? row === place : isWithin(target, place)))
}
const isType = (node, kind) =>
  node[kind] === 'type' ||
  (node.specifiers?.length > 0 && node.specifiers.every((specifier) => specifier[kind] === 'type'))

const mayImport = {
  create(context) {
    const relative = (file) => path.relative(context.cwd, file).split(path.sep).join('/')
    const placeOf = (file) => file.replace(/^src\//, '')
    const file = relative(context.filename)
    if (!['src', 'client', 'console', 'emulator'].some((place) => isWithin(file, place))) return {}
    if (isWithin(file, 'emulator/test')) return {}
    const importer = placeOf(file)
    const row = rowOf(importer)
    const { from, types, leaves = true } = MAY_IMPORT[row] ?? {}

    function check(node, isTypeOnly) {
      const specifier = node.source?.value
      if (typeof specifier !== 'string') return
      const reject = (message) => context.report({ node: node.source, message })

      if (!specifier.startsWith('.')) {
        const home = PACKAGE_HOMES.find((entry) => entry.package.test(specifier))
        if (home && !home.homes.some((place) => isWithin(importer, place)))
          reject(`${file} may not import '${specifier}': ${home.why}.`)
        const only = ONLY[row]
        if (only && !only.packages.test(specifier))
          reject(`${file} may import only ${only.names}, not '${specifier}': ${only.why}.`)
        return
      }

      const targetFile = relative(path.resolve(path.dirname(context.filename), specifier))
      const target = placeOf(targetFile)
      if (row === undefined) {
        reject(`${file} has no row in the import table (scripts/lint/may-import.js).`)
        return
      }
      if (rowOf(target) === row) return
      if (leaves && LEAVES.some((leaf) => isWithin(target, leaf))) return
      if (allows(from, importer, target)) return
      if (allows(types, importer, target)) {
        if (!isTypeOnly) reject(`${file} may import only types from ${targetFile}: write 'import type'.`)
        return
      }
      reject(`${file} may not import ${targetFile}: see the import table in ARCHITECTURE.md.`)
    }

    return {
      ImportDeclaration: (node) => check(node, isType(node, 'importKind')),
      ExportNamedDeclaration: (node) => check(node, isType(node, 'exportKind')),
      ExportAllDeclaration: (node) => check(node, isType(node, 'exportKind')),
      ImportExpression: (node) => check(node, false),
      TSImportType: (node) => check({ source: node.source ?? node.argument?.literal ?? node.argument }, true),
    }
  },
}

export default { meta: { name: 'structure' }, rules: { 'may-import': mayImport } }
