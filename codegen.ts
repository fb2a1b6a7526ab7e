import type { CodegenConfig } from '@graphql-codegen/cli'
import { schema } from './src/schema/index.ts'
import { printSorted } from './src/schema/print.ts'

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
    'examples/web/generated/': {
      documents: ['examples/web/*.graphql'],
      preset: 'client',
      presetConfig: { fragmentMasking: false },
      // As text, so that a web page does not need a parser.
      config: {
        scalars: { DateTime: 'string' },
        useTypeImports: true,
        enumsAsTypes: true,
        documentMode: 'string',
      },
    },
  },
}

export default config
