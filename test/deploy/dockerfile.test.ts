import { readFileSync } from 'node:fs'
import { validate } from 'dockerfile-utils'
import { expect, test } from 'vitest'

const dockerfile = readFileSync('Dockerfile', 'utf8')

test('the linter of the Dockerfile reports no problem', () => {
  expect(validate(dockerfile)).toEqual([])
})

test('the stages of the Dockerfile use the same base image with a version', () => {
  const [build, final] = [...dockerfile.matchAll(/^FROM (\S+)/gm)].map(([, image]) => image)
  expect(build).toMatch(/^node:\d+-bookworm-slim$/)
  expect(final).toBe(build)
})
