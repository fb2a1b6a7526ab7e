/**
 * Translates the ids of a connection's operations. A client may use an id again as soon as it has completed the
 * operation, while graphql-ws, which finds operations by id, still works on the old one. So graphql-ws gets a serial
 * number instead, and each number is used once.
 */
export class OperationIds {
  #last = 0
  readonly #serials = new Map<string, string>()
  readonly #ids = new Map<string, string>()

  /** Number of ids that the client uses now. */
  get size(): number {
    return this.#ids.size
  }

  /** The serial number of a new operation. Undefined: the client uses this id already. */
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

  /** The client may use the id again. Twice is safe. */
  release(serial: string): void {
    const id = this.#ids.get(serial)
    if (id === undefined) return
    this.#ids.delete(serial)
    this.#serials.delete(id)
  }

  /** The message with the client's id. Undefined: the message belongs to an operation that the client has completed. */
  translate(message: string): string | undefined {
    const [start, serial] = SERIAL.exec(message) ?? []
    if (start === undefined || serial === undefined) return message
    const id = this.#ids.get(serial)
    return id === undefined ? undefined : `{"id":${JSON.stringify(id)}${message.slice(start.length)}`
  }
}

/** graphql-ws writes the id first. A message about the connection has no id. */
const SERIAL = /^\{"id":"(\d+)"/
