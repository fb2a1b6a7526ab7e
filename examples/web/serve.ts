import { createPageServer } from './server.ts'

const { GATEWAY_URL = 'http://127.0.0.1:4000/graphql', PORT = '4001' } = process.env

const server = await createPageServer(new URL(GATEWAY_URL))
server.on('error', (error) => {
  process.stderr.write(`The server cannot listen: ${error.message}. Set PORT to another port.\n`)
  process.exitCode = 1
})
server.listen(Number(PORT), '127.0.0.1', () => {
  process.stdout.write(`Open http://127.0.0.1:${PORT} in a browser. The gateway is at ${GATEWAY_URL}.\n`)
})
