import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import { Component } from 'react'
import type { ReactNode } from 'react'

export interface PageErrorProps {
  /** Another value shows the children again. */
  readonly path: string
  readonly children: ReactNode
}

/** Shows an alert instead of a page that failed, e.g. because its part could not be loaded. The navigation stays. */
export class PageError extends Component<PageErrorProps, { readonly failedPath?: string }> {
  override state: { readonly failedPath?: string } = {}

  static getDerivedStateFromError(): { readonly failedPath?: string } {
    return { failedPath: '' }
  }

  override componentDidCatch(): void {
    this.setState({ failedPath: this.props.path })
  }

  override render(): ReactNode {
    const { failedPath } = this.state
    if (failedPath === undefined || (failedPath !== '' && failedPath !== this.props.path))
      return this.props.children
    return (
      <Alert
        type="error"
        header="This page could not be shown."
        action={<Button onClick={() => location.reload()}>Reload the console</Button>}
      >
        The console may have been updated since it was opened, or the connection was lost. Nothing was changed
        at KMS.
      </Alert>
    )
  }
}
