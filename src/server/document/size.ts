import { Kind } from 'graphql'
import type { DocumentNode, SelectionSetNode } from 'graphql'
import { fragmentsOf } from './values.ts'

/** The size of the largest operation of a document. A fragment counts at each spread. */
export interface DocumentSize {
  /** Nesting depth of fields. */
  readonly depth: number
  readonly aliases: number
  readonly directives: number
  readonly rootFields: number
}

interface Size extends DocumentSize {
  /** Fields of the selection set itself, including fields of its fragments. */
  readonly rootFields: number
}

const EMPTY: Size = { depth: 0, aliases: 0, directives: 0, rootFields: 0 }

/**
 * Measures a document before validation, because validating a large document takes long. So the document may be invalid:
 * an unknown fragment has size 0, and a fragment that spreads itself counts once. Each fragment is measured once.
 */
export function measureDocument(document: DocumentNode): DocumentSize {
  const fragments = fragmentsOf(document)
  const measured = new Map<string, Size>()

  function sizeOfFragment(name: string): Size {
    const known = measured.get(name)
    if (known) return known
    const fragment = fragments.get(name)
    if (!fragment) return EMPTY
    measured.set(name, EMPTY)
    const size = plus(sizeOf(fragment.selectionSet), { directives: fragment.directives?.length ?? 0 })
    measured.set(name, size)
    return size
  }

  function sizeOf({ selections }: SelectionSetNode): Size {
    let size = EMPTY
    for (const selection of selections) {
      const directives = selection.directives?.length ?? 0
      switch (selection.kind) {
        case Kind.FIELD: {
          const nested = selection.selectionSet ? sizeOf(selection.selectionSet) : EMPTY
          size = plus(size, {
            depth: nested.depth + 1,
            aliases: nested.aliases + (selection.alias ? 1 : 0),
            directives: nested.directives + directives,
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

  let largest = EMPTY
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
