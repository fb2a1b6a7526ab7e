/** The title of the document, as the tab and the history of the browser show it. */
export const PageTitle = ({ text }: { readonly text: string }) => (
  <title>{`${text} - KMS key rotation`}</title>
)
