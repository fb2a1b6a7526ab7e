// The import table of ARCHITECTURE.md as a lint rule: what each place under src/ may import.
// `types` names places from which only types may come. Packages are listed where they are not free.
import path from 'node:path'

const LEAVES = ['errors.ts', 'auth.ts', 'auth', 'logger.ts', 'clock.ts']

export const MAY_IMPORT = {
  'cli.ts': {
    from: [
      'config.ts',
      'config/help.ts',
      'gateway.ts',
      'gateway/options.ts',
      'kms/aws-kms.ts',
      'kms/http-settings.ts',
      'kms/open-aws.ts',
      'process',
      'store',
      'telemetry',
      'emulator',
      '../../package.json',
    ],
  },
  'index.ts': {
    from: ['gateway.ts', 'gateway', 'kms', 'rotation', 'store', 'telemetry'],
    types: ['context.ts'],
  },
  'config.ts': { from: ['config'] },
  config: {},
  'gateway.ts': {
    from: ['gateway', 'server', 'schema', 'resolvers', 'rotation', 'kms', 'telemetry', 'context.ts'],
  },
  gateway: { from: ['server', 'schema', 'rotation', 'kms', 'telemetry', 'context.ts'] },
  'context.ts': { types: ['rotation', 'kms'] },
  server: { from: ['schema'], types: ['context.ts'] },
  schema: { from: ['resolvers'], types: ['rotation', 'kms', 'pagination', 'context.ts'] },
  resolvers: { from: ['rotation', 'kms', 'pagination'], types: ['context.ts'] },
  rotation: { from: ['kms/kms.ts', 'kms/key-arn.ts', 'kms/whole-list.ts'] },
  process: {},
  store: { from: ['rotation'] },
  telemetry: { from: ['kms/key-arn.ts'], types: ['server', 'rotation', 'kms'] },
  kms: {},
  pagination: { from: ['kms/list-walk.ts'] },
  emulator: { leaves: false },
  'errors.ts': { leaves: false },
  'auth.ts': {},
  auth: {},
  'logger.ts': { leaves: false },
  'clock.ts': { leaves: false },
}

/** Packages that only these places may import. */
export const PACKAGE_HOMES = [
  {
    package: /^@(aws-sdk|smithy)\//,
    homes: [
      'kms/aws-kms.ts',
      'kms/lean-client.ts',
      'kms/open-aws.ts',
      'kms/credential-sources.ts',
      'kms/shared-profile.ts',
    ],
    why: 'src/kms/aws/aws-kms.ts, with what it is opened with, is the one door to AWS',
  },
  {
    package: /^(graphql|graphql-.*|@pothos\/.*|@graphql-.*|@envelop\/.*)(\/|$)/,
    homes: ['schema', 'server', 'gateway.ts'],
    why: 'GraphQL ends at src/schema; resolvers and the domain are plain functions',
  },
  {
    package: /^(prom-client|@opentelemetry\/.*)$/,
    homes: ['telemetry'],
    why: 'each layer has a port for who wants to know, and src/telemetry counts and traces',
  },
]

const placeOf = (file) => file.split('/')[0]
const isType = (node, kind) =>
  node[kind] === 'type' ||
  (node.specifiers?.length > 0 && node.specifiers.every((specifier) => specifier[kind] === 'type'))
const isWithin = (file, home) => file === home || file.startsWith(`${home}/`)

const mayImport = {
  create(context) {
    const root = path.join(context.cwd, 'src')
    const importer = path.relative(root, context.filename).split(path.sep).join('/')
    if (importer.startsWith('..')) return {}
    const rule = MAY_IMPORT[placeOf(importer)]

    function check(node, isTypeOnly) {
      const specifier = node.source?.value
      if (typeof specifier !== 'string') return
      const refuse = (message) => context.report({ node: node.source, message })

      if (!specifier.startsWith('.')) {
        const home = PACKAGE_HOMES.find((entry) => entry.package.test(specifier))
        if (home && !home.homes.some((place) => isWithin(importer, place)))
          refuse(`'${specifier}' is not for src/${importer}: ${home.why}.`)
        if (placeOf(importer) === 'emulator' && !specifier.startsWith('node:'))
          refuse(`src/emulator imports Node's own modules only, not '${specifier}': it stands for AWS.`)
        return
      }

      const target = path
        .relative(root, path.resolve(path.dirname(context.filename), specifier))
        .split(path.sep)
        .join('/')
      const place = placeOf(target)
      if (place === placeOf(importer) && importer.includes('/')) return
      if (!rule) {
        refuse(`src/${importer} has no row in the import table (scripts/lint/may-import.js).`)
        return
      }
      if (rule.leaves !== false && LEAVES.includes(place)) return
      const allows = (list) => (list ?? []).some((home) => isWithin(target, home))
      if (allows(rule.from)) return
      if (allows(rule.types)) {
        if (!isTypeOnly)
          refuse(`src/${importer} may import only types from src/${target}: write 'import type'.`)
        return
      }
      refuse(`src/${importer} may not import src/${target}: see the import table in ARCHITECTURE.md.`)
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

export default { meta: { name: 'house' }, rules: { 'may-import': mayImport } }
