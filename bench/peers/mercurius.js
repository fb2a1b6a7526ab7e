import Fastify from 'fastify'
import mercurius from 'mercurius'
import { resolvers, typeDefs } from './graph.js'

const app = Fastify()
app.register(mercurius, { schema: typeDefs, resolvers, jit: 1 })
process.stdout.write(`${await app.listen({ host: '127.0.0.1', port: 0 })}/graphql\n`)
