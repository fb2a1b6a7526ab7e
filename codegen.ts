import type { CodegenConfig } from '@graphql-codegen/cli'
import { schema } from './src/schema/index.ts'
import { printSorted } from './src/schema/print.ts'

/** Documents as text, so that a web page does not need a parser. */
const asText = {
  preset: 'client',
  presetConfig: { fragmentMasking: false },
  config: {
    scalars: { DateTime: 'string' },
    useTypeImports: true,
    enumsAsTypes: true,
    documentMode: 'string',
  },
} as const

const config: CodegenConfig = {
  importExtension: '.ts',
  schema: printSorted(schema),
  generates: {
    'schema.graphql': { plugins: ['schema-ast'], config: { includeDirectives: true, sort: true } },
    'test/documents/generated/': {
      documents: ['test/documents/*.graphql'],
      preset: 'client',
      presetConfig: { fragmentMasking: false },
      config: { scalars: { DateTime: 'string' }, useTypeImports: true, enumsAsTypes: true },
    },
    'examples/web/generated/': { documents: ['examples/web/*.graphql'], ...asText },
    'console/generated/': { documents: ['console/**/*.graphql'], ...asText },
    'test/client/generated/': { documents: ['test/client/*.graphql'], ...asText },
  },
}

export default config
