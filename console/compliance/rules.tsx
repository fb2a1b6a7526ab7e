import Header from '@cloudscape-design/components/header'
import Link from '@cloudscape-design/components/link'
import Table from '@cloudscape-design/components/table'
import type { PolicyQuery } from '../generated/graphql.ts'
import { keysLink } from '../links/links.ts'
import { conditionTexts, ownerText, requirementTexts } from './policy-text.ts'
import { Sentences } from './sentences.tsx'

/** The rules in the order in which the gateway tries them, and the requirements on all other keys. */
export function Rules({ policy }: { readonly policy: PolicyQuery['rotationPolicy'] }) {
  const { rules, defaultRequirements, defaultOwner } = policy
  const rows = [
    ...rules.map(({ ruleId, name, conditions, requirements, owner }) => ({
      id: ruleId,
      name: <Link href={keysLink({ rules: [ruleId] })}>{name}</Link>,
      conditions: conditionTexts(conditions),
      requirements,
      owner,
    })),
    {
      id: '',
      name: rules.length === 0 ? 'All keys' : 'All other keys',
      conditions: [],
      requirements: defaultRequirements,
      owner: defaultOwner,
    },
  ]
  return (
    <Table
      header={
        <Header variant="h2" description="The first rule whose conditions a key meets applies to the key.">
          Rotation policy
        </Header>
      }
      items={rows}
      trackBy="id"
      columnDefinitions={[
        { id: 'rule', header: 'Rule', cell: ({ name }) => name, isRowHeader: true },
        {
          id: 'conditions',
          header: 'Applies to keys with',
          cell: ({ conditions }) => (conditions.length > 0 ? <Sentences texts={conditions} /> : 'Any'),
        },
        {
          id: 'requirements',
          header: 'Requires',
          cell: ({ requirements }) => <Sentences texts={requirementTexts(requirements)} />,
          minWidth: 240,
        },
        { id: 'owner', header: 'Owner', cell: ({ owner }) => ownerText(owner) },
      ]}
      wrapLines
    />
  )
}
