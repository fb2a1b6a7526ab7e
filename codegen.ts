import type { CodegenConfig } from '@graphql-codegen/cli'
import { schema } from './src/schema/index.ts'
import { printSorted } from './src/schema/print.ts'

const config: CodegenConfig = {
  importExtension: '.ts',
  schema: printSorted(schema),
  documents: ['test/documents/*.graphql'],
  generates: {
    'schema.graphql': { plugins: ['schema-ast'], config: { includeDirectives: true, sort: true } },
    'test/documents/generated/': {
      preset: 'client',
      presetConfig: { fragmentMasking: false },
      config: { scalars: { DateTime: 'string' }, useTypeImports: true, enumsAsTypes: true },
    },
  },
}

export default config
