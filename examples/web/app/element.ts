type Value = string | number | boolean | null | undefined | ((event: Event) => void)
type Child = Node | string | null | undefined | false

/**
 * Creates an element with attributes and children. A function is an event listener (`onclick`), and true is an attribute
 * without a value. Attributes and children that are false, null or undefined are ignored. Strings become text nodes, so text
 * from the gateway is never interpreted as HTML.
 */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Readonly<Record<string, Value>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const created = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') created.addEventListener(name.replace(/^on/, ''), value)
    else if (value !== false && value !== null && value !== undefined)
      created.setAttribute(name, value === true ? '' : String(value))
  }
  created.append(...children.filter((child) => child !== null && child !== undefined && child !== false))
  return created
}

/** @throws if the page has no element with this ID */
export function byId(id: string): HTMLElement {
  const found = document.getElementById(id)
  if (!found) throw new Error(`The page has no #${id}.`)
  return found
}
