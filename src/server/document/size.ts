import { Kind } from 'graphql'
import type { DocumentNode, SelectionSetNode } from 'graphql'
import { fragmentsOf } from './values.ts'

/** How large the largest operation of a document is, fragments counted wherever they are spread. */
export interface DocumentSize {
  /** Fields inside each other. */
  readonly depth: number
  readonly aliases: number
  readonly directives: number
  readonly rootFields: number
}

interface Size extends DocumentSize {
  /** Fields of the selection set itself, those of fragments in it too. */
  readonly rootFields: number
}

const NOTHING: Size = { depth: 0, aliases: 0, directives: 0, rootFields: 0 }

/**
 * Measures before validation, which takes long over large documents, and so also what is not valid: unknown fragments
 * count nothing, and one that spreads itself counts once. Each fragment is measured once, however often it is spread.
 */
export function measureDocument(document: DocumentNode): DocumentSize {
  const fragments = fragmentsOf(document)
  const measured = new Map<string, Size>()

  function sizeOfFragment(name: string): Size {
    const known = measured.get(name)
    if (known) return known
    const fragment = fragments.get(name)
    if (!fragment) return NOTHING
    measured.set(name, NOTHING)
    const size = plus(sizeOf(fragment.selectionSet), { directives: fragment.directives?.length ?? 0 })
    measured.set(name, size)
    return size
  }

  function sizeOf({ selections }: SelectionSetNode): Size {
    let size = NOTHING
    for (const selection of selections) {
      const directives = selection.directives?.length ?? 0
      switch (selection.kind) {
        case Kind.FIELD: {
          const below = selection.selectionSet ? sizeOf(selection.selectionSet) : NOTHING
          size = plus(size, {
            depth: below.depth + 1,
            aliases: below.aliases + (selection.alias ? 1 : 0),
            directives: below.directives + directives,
            rootFields: 1,
          })
          break
        }
        case Kind.INLINE_FRAGMENT:
          size = plus(plus(size, sizeOf(selection.selectionSet)), { directives })
          break
        case Kind.FRAGMENT_SPREAD:
          size = plus(plus(size, sizeOfFragment(selection.name.value)), { directives })
          break
        default:
          selection satisfies never
      }
    }
    return size
  }

  let largest = NOTHING
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue
    const size = plus(sizeOf(definition.selectionSet), { directives: definition.directives?.length ?? 0 })
    largest = {
      depth: Math.max(largest.depth, size.depth),
      aliases: Math.max(largest.aliases, size.aliases),
      directives: Math.max(largest.directives, size.directives),
      rootFields: Math.max(largest.rootFields, size.rootFields),
    }
  }
  return largest
}

function plus(left: Size, right: Partial<Size>): Size {
  return {
    depth: Math.max(left.depth, right.depth ?? 0),
    aliases: left.aliases + (right.aliases ?? 0),
    directives: left.directives + (right.directives ?? 0),
    rootFields: left.rootFields + (right.rootFields ?? 0),
  }
}
