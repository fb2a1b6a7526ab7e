/**
 * Runs in the browser, after GraphiQL's own script: reads the options from the page and starts it. A script of its
 * own, because the page's policy allows none inside it.
 *
 * - Storage gets a prefix: many GraphQL servers are tried on the same port of localhost, and a browser would show
 *   this one's visitors the tabs of another.
 * - GraphiQL opens the first of its ready-made tabs without its variables, unless it finds them in storage.
 * - Editing does not write the query into the address: GraphiQL would read it back on a reload, beside the tabs it
 *   has stored, and add a tab each time for one with variables.
 */
export const GRAPHIQL_START = `(() => {
  const read = (id) => JSON.parse(document.getElementById(id).textContent)
  const { workers, prefix, ...options } = read('graphiql-options')
  self.MonacoEnvironment = { globalAPI: false, getWorkerUrl: (_, label) => new URL(workers[label], location.href).href }
  const keys = () => Object.keys(localStorage).filter((key) => key.startsWith(prefix))
  const storage = {
    getItem: (key) => localStorage.getItem(prefix + key),
    setItem: (key, value) => localStorage.setItem(prefix + key, value),
    removeItem: (key) => localStorage.removeItem(prefix + key),
    clear: () => keys().forEach((key) => localStorage.removeItem(key)),
    get length() { return keys().length },
  }
  const [first] = options.defaultTabs
  if (first?.variables && !storage.getItem('graphiql:tabState')) storage.setItem('graphiql:variables', first.variables)
  YogaGraphiQL.renderYogaGraphiQL(document.getElementById('root'), { ...options, storage, onEditQuery() {} })
})()
`
