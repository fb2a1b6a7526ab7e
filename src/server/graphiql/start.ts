import { USE_CREDENTIAL_FIELD } from './credential-field.ts'

/**
 * Runs in the browser after GraphiQL's own script, reads the options from the page and starts GraphiQL. A separate script,
 * because the page's policy does not allow inline scripts.
 *
 * - Storage keys get a prefix. Many GraphQL servers run on the same port of localhost, and a browser would show the tabs
 *   of another server.
 * - The initial content of the editors is written to storage first. GraphiQL reads it from there. Otherwise GraphiQL would
 *   ignore the variables of a default tab. It also stores the parts of a tab one by one, so a reload in between would add
 *   a tab.
 * - GraphiQL's tab is an element around a button, and the keyboard reaches only the button. This script makes the tab
 *   focusable: Enter and Space open it, and arrow keys move between tabs.
 * - The URL may contain a query (`?query=`, `&variables=`). It opens in a tab and is removed from the URL, and editing does
 *   not write it back. Otherwise each reload would open it again.
 */
export const GRAPHIQL_START = `(() => {
  const { workers, prefix, ...options } = JSON.parse(document.getElementById('graphiql-options').textContent)
  self.MonacoEnvironment = { globalAPI: false, getWorkerUrl: (_, label) => new URL(workers[label], location.href).href }

  const keys = () => Object.keys(localStorage).filter((key) => key.startsWith(prefix))
  const storage = {
    getItem: (key) => localStorage.getItem(prefix + key),
    setItem: (key, value) => localStorage.setItem(prefix + key, value),
    removeItem: (key) => localStorage.removeItem(prefix + key),
    clear: () => keys().forEach((key) => localStorage.removeItem(key)),
    get length() { return keys().length },
  }

  const { searchParams, pathname } = new URL(location.href)
  const query = searchParams.get('query')
  if (query) {
    options.defaultTabs.unshift({ query, variables: searchParams.get('variables') })
    history.replaceState(null, '', pathname)
  }
  const storedTab = () => {
    try {
      const { tabs, activeTabIndex } = JSON.parse(storage.getItem('graphiql:tabState'))
      return tabs[activeTabIndex]
    } catch {
      return undefined
    }
  }
  const first = (query ? undefined : storedTab()) ?? options.defaultTabs[0] ?? {}
  for (const name of ['query', 'variables']) {
    if (first[name]) storage.setItem('graphiql:' + name, first[name])
    else storage.removeItem('graphiql:' + name)
  }

  const root = document.getElementById('root')
  const buttonOf = (tab) => tab?.querySelector('.graphiql-tab-button')
  root.addEventListener('keydown', (event) => {
    const tab = event.target.closest('.graphiql-tab')
    if (!tab) return
    if (event.key === 'ArrowRight') buttonOf(tab.nextElementSibling)?.focus()
    else if (event.key === 'ArrowLeft') buttonOf(tab.previousElementSibling)?.focus()
    else if (event.target === tab && (event.key === 'Enter' || event.key === ' ')) buttonOf(tab).click()
    else return
    event.preventDefault()
  })
  new MutationObserver(() => {
    for (const tab of root.querySelectorAll('.graphiql-tab:not([tabindex])')) tab.tabIndex = -1
  }).observe(root, { childList: true, subtree: true })

  ;(${USE_CREDENTIAL_FIELD})(options)
  YogaGraphiQL.renderYogaGraphiQL(root, { ...options, storage, onEditQuery() {} })
})()
`
