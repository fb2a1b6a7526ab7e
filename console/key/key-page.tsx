import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import ContentLayout from '@cloudscape-design/components/content-layout'
import Header from '@cloudscape-design/components/header'
import Link from '@cloudscape-design/components/link'
import { useParams } from 'wouter'
import { GatewayError } from '../../client/index.ts'
import { useAnswer } from '../gateway/use-answer.ts'
import { KeyPageDocument } from '../generated/graphql.ts'
import { keysLink } from '../links/links.ts'
import { AnswerView } from '../parts/answer-view.tsx'
import { FailureAlert } from '../parts/failure-alert.tsx'
import { PageTitle } from '../parts/page-title.tsx'
import { keyBy } from './key-by.ts'
import { KeyView } from './key-view.tsx'
import { withFailuresOnly } from './problems.ts'

/** The rotations that the page reads, at most. Older ones are counted. */
const MAX_ROTATIONS = 100

/** The page of one key, which the rest of the address names. */
export default function KeyPage() {
  const { '*': name = '' } = useParams()
  // Without a key, the page would show the previous key until the answer about this one arrives.
  return <OneKey key={name} name={name} />
}

function OneKey({ name }: { readonly name: string }) {
  const answer = useAnswer(KeyPageDocument, { by: keyBy(name), rotations: MAX_ROTATIONS })
  const { key } = answer.data ?? {}
  const errors = answer.answer?.errors ?? []
  if (answer.data && key)
    return (
      <>
        <PageTitle text={key.displayName} />
        <KeyView data={{ ...answer.data, key: withFailuresOnly(key) }} answer={answer} />
      </>
    )
  return (
    <ContentLayout header={<Header variant="h1">{name}</Header>}>
      <PageTitle text={name} />
      <AnswerView answer={answer} noun="The key" isPlural={false}>
        {() =>
          errors.length > 0 ? (
            <FailureAlert
              header="The key could not be loaded."
              failure={GatewayError.of(errors)}
              retry={answer.reload}
            />
          ) : (
            <NotFound />
          )
        }
      </AnswerView>
    </ContentLayout>
  )
}

const NotFound = () => (
  <Alert type="info" header="Key not found">
    <p>
      KMS does not have this key, or you may not read it. A key that was deleted is not shown. Check the
      account, the Region and the key ID.
    </p>
    <Box>
      <Link href={keysLink()}>Show all keys</Link>
    </Box>
  </Alert>
)
