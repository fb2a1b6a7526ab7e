// Tests only: each loop has a bound of its own, so that a test which fails also ends. A loop that runs until a stream or a
// page says so may run for ever: use `for (const _ of atMost(100, 'pages'))` of test/support/at-most.ts.
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
