/**
 * Values as structured clone carries them, as text: the protocol between Node and a page carries nothing else. Runs on both
 * sides, so it may use nothing from outside of itself. What is encoded was cloned before, so what cannot be cloned never gets here.
 */
export function createCodec() {
  type Node = { readonly is: string; readonly of?: unknown }
  const KINDS: Record<string, new (buffer: ArrayBuffer) => object> = {
    Uint8Array,
    Int8Array,
    Uint8ClampedArray,
    Uint16Array,
    Int16Array,
    Uint32Array,
    Int32Array,
    Float32Array,
    Float64Array,
  }

  const bytesToText = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes))
  const textToBytes = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(atob(text), (character) => character.charCodeAt(0))

  function encode(value: unknown): string {
    const nodes: Node[] = []
    const places = new Map<object, number>()
    const put = (one: unknown): number => {
      if (typeof one === 'object' && one !== null) {
        const known = places.get(one)
        if (known !== undefined) return known
        places.set(one, nodes.length)
      }
      const place = nodes.push({ is: 'undefined' }) - 1
      nodes[place] = nodeOf(one)
      return place
    }
    const pairs = (entries: Iterable<readonly [unknown, unknown]>): number[][] => [...entries].map(([key, one]) => [put(key), put(one)])
    const nodeOf = (one: unknown): Node => {
      if (one === undefined) return { is: 'undefined' }
      if (typeof one === 'bigint') return { is: 'bigint', of: String(one) }
      if (typeof one === 'number') return { is: 'number', of: Object.is(one, -0) ? '-0' : String(one) }
      if (typeof one !== 'object' || one === null) return { is: 'plain', of: one }
      if (one instanceof Date) return { is: 'date', of: one.getTime() }
      if (one instanceof RegExp) return { is: 'regexp', of: [one.source, one.flags] }
      if (one instanceof Map) return { is: 'map', of: pairs(one) }
      if (one instanceof Set) return { is: 'set', of: [...one].map(put) }
      if (one instanceof Error) return { is: 'error', of: [one.name, one.message] }
      if (one instanceof ArrayBuffer) return { is: 'buffer', of: bytesToText(new Uint8Array(one)) }
      if (ArrayBuffer.isView(one))
        return { is: one.constructor.name, of: bytesToText(new Uint8Array(one.buffer, one.byteOffset, one.byteLength)) }
      if (Array.isArray(one)) return { is: 'array', of: one.map(put) }
      return { is: 'object', of: Object.entries(one).map(([key, inner]) => [key, put(inner)]) }
    }
    put(value)
    return JSON.stringify(nodes)
  }

  function decode(text: string): unknown {
    const nodes = JSON.parse(text) as Node[]
    const made = new Map<number, unknown>()
    const get = (place: number): unknown => {
      if (!made.has(place)) build(place, nodes[place] as Node)
      return made.get(place)
    }
    const set = <T>(place: number, value: T): T => {
      made.set(place, value)
      return value
    }
    const simple: Record<string, (of: never) => unknown> = {
      undefined: () => undefined,
      plain: (of: unknown) => of,
      number: (of: string) => Number(of),
      bigint: (of: string) => BigInt(of),
      date: (of: number) => new Date(of),
      regexp: ([source, flags]: [string, string]) => new RegExp(source, flags),
      error: ([name, message]: [string, string]) => Object.assign(new Error(message), { name }),
      buffer: (of: string) => textToBytes(of).buffer,
    }
    // Containers are known before what they hold, or a cycle would never end.
    const containers: Record<string, (place: number, of: never) => void> = {
      array(place, of: number[]) {
        const target = set<unknown[]>(place, [])
        for (const one of of) target.push(get(one))
      },
      set(place, of: number[]) {
        const target = set(place, new Set())
        for (const one of of) target.add(get(one))
      },
      map(place, of: [number, number][]) {
        const target = set(place, new Map())
        for (const [key, one] of of) target.set(get(key), get(one))
      },
      object(place, of: [string, number][]) {
        const target = set(place, {})
        // Defined, not assigned: `__proto__` may be a key of its own.
        for (const [key, one] of of)
          Object.defineProperty(target, key, { value: get(one), writable: true, enumerable: true, configurable: true })
      },
    }
    const build = (place: number, { is, of }: Node): void => {
      const [container, read, Kind] = [containers[is], simple[is], KINDS[is]]
      if (container !== undefined) container(place, of as never)
      else if (read !== undefined) set(place, read(of as never))
      else if (Kind !== undefined) set(place, new Kind(textToBytes(of as string).buffer))
      else throw new Error(`Nothing is known of ${is}`)
    }
    return get(0)
  }

  return { encode, decode }
}
