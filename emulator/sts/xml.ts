/** Writes a value as XML elements: an object's members by name, everything else as text. Undefined members are omitted. */
export function toXml(value: unknown): string {
  if (typeof value !== 'object' || value === null) return escape(String(value))
  return Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .map(([name, member]) => `<${name}>${toXml(member)}</${name}>`)
    .join('')
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

const escape = (text: string) => text.replace(/[&<>]/g, (character) => ENTITIES[character] ?? character)
