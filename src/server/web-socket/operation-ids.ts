/**
 * Translates the IDs of a connection's operations. A client may reuse an ID as soon as it has completed the operation, while
 * graphql-ws, which finds operations by ID, may still execute the old one. So graphql-ws gets a unique serial number
 * instead.
 */
export class OperationIds {
  #last = 0
  readonly #serials = new Map<string, string>()
  readonly #ids = new Map<string, string>()

  /** The number of IDs that the client uses now. */
  get size(): number {
    return this.#ids.size
  }

  /** The serial number for a new operation. Undefined if the client already uses this ID. */
  assign(id: string): string | undefined {
    if (this.#serials.has(id)) return undefined
    const serial = String(++this.#last)
    this.#serials.set(id, serial)
    this.#ids.set(serial, id)
    return serial
  }

  serialOf(id: string): string | undefined {
    return this.#serials.get(id)
  }

  /** Allows the client to reuse the ID. Twice is safe. */
  release(serial: string): void {
    const id = this.#ids.get(serial)
    if (id === undefined) return
    this.#ids.delete(serial)
    this.#serials.delete(id)
  }

  /** The message with the client's ID. Undefined if the client has completed the operation of the message. */
  translate(message: string): string | undefined {
    const [start, serial] = SERIAL.exec(message) ?? []
    if (start === undefined || serial === undefined) return message
    const id = this.#ids.get(serial)
    return id === undefined ? undefined : `{"id":${JSON.stringify(id)}${message.slice(start.length)}`
  }
}

/** graphql-ws writes the ID first. A message about the connection has no ID. */
const SERIAL = /^\{"id":"(\d+)"/
