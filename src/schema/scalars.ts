import { DateTimeResolver } from 'graphql-scalars'
import { builder } from './builder.ts'

builder.addScalarType('DateTime', DateTimeResolver, {
  description: 'RFC 3339 timestamp in UTC with milliseconds, e.g. `2026-11-23T19:13:00.587Z`.',
  specifiedByURL: 'https://scalars.graphql.org/andimarek/date-time',
})
