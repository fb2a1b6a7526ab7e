import Box from '@cloudscape-design/components/box'
import Header from '@cloudscape-design/components/header'
import Link from '@cloudscape-design/components/link'
import ContentLayout from '@cloudscape-design/components/content-layout'
import { PageTitle } from '../parts/page-title.tsx'

export function NotFound() {
  return (
    <ContentLayout header={<Header variant="h1">Page not found</Header>}>
      <PageTitle text="Page not found" />
      <Box>
        The console has no page at this address. Go to the <Link href="./">overview</Link> or to the{' '}
        <Link href="keys">keys</Link>.
      </Box>
    </ContentLayout>
  )
}
