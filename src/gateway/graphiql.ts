import { exampleValue } from '../auth/authenticator.ts'
import type { Authenticator } from '../auth/authenticator.ts'
import type { GatewayFacts } from '../context.ts'
import { exampleDocuments } from '../schema/example-documents.ts'
import type { ExampleKey } from '../schema/example-documents.ts'
import type { GraphiqlOptions } from '../server/graphiql/page.ts'

export function graphiqlOptions(
  { mode, isReadOnly }: GatewayFacts,
  { requiresCredential, scheme }: Authenticator,
  {
    exampleKey,
    hasInventory,
  }: { readonly exampleKey: ExampleKey | undefined; readonly hasInventory: boolean },
): GraphiqlOptions {
  return {
    title: mode === 'EMULATED' ? 'KMS rotation gateway (emulated)' : 'KMS rotation gateway',
    ...(mode === 'EMULATED'
      ? {
          banner:
            'Demo: this gateway runs on an embedded KMS emulator with sample keys. It does not use an AWS account.',
        }
      : {}),
    ...(requiresCredential ? { credential: { header: scheme.header, ...exampleValue(scheme) } } : {}),
    tabs: exampleDocuments(exampleKey).filter(
      ({ query }) =>
        (!isReadOnly || !/^mutation /m.test(query)) && (hasInventory || !/^ {2}fleet\b/m.test(query)),
    ),
  }
}
