// For tests: every loop has its own bound, so that a failing test ends. A loop that waits for a stream or a page may never
// end: use `for (const _ of atMost(100, 'pages'))` of test/support/at-most.ts.
const MESSAGE =
  "This loop has no bound of its own: count its rounds, e.g. with 'atMost' of test/support/at-most.ts."

const boundedLoop = {
  create(context) {
    const report = (node) => context.report({ node, message: MESSAGE })
    return {
      WhileStatement: report,
      DoWhileStatement: report,
      ForStatement(node) {
        if (!node.test || !node.update) report(node)
      },
    }
  },
}

export default { meta: { name: 'tests' }, rules: { 'bounded-loop': boundedLoop } }
