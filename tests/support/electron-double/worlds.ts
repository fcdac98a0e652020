import type { createCodec } from './codec.ts'

/**
 * The two ends of a context bridge, as scripts for a page: `mainWorldEnd` in the world of the page, `isolatedWorldEnd` in a world
 * of its own, where the preload runs. The two share the DOM and nothing else. Events dispatched on the window cross between
 * them at once, and Chromium clones their details: that is the bridge. Neither may use anything from outside of itself.
 */

/** A value on its way over the bridge. Functions stay where they are and are called from afar. */
type Crossing =
  | { readonly is: 'value'; readonly value: unknown }
  | { readonly is: 'function'; readonly id: number }
  | { readonly is: 'object'; readonly entries: readonly (readonly [string, Crossing])[] }
  | { readonly is: 'promise'; readonly id: number }
  | { readonly is: 'error'; readonly message: string }

/** @param token names the events; the page cannot guess it. */
export function mainWorldEnd(token: string): void {
  // The bridge of Electron is native: it keeps working whatever a page does to its prototypes.
  const map = Function.prototype.call.bind(Array.prototype.map) as <T, U>(list: readonly T[], make: (one: T) => U) => U[]
  const callbacks = new Map<number, (...values: unknown[]) => unknown>()
  const promises = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>()
  let answer: Crossing | undefined
  let lastId = 0
  const target = window
  const hear = (type: string, listener: (detail: never) => void): void =>
    target.addEventListener(`${token}:${type}`, (event) => listener((event as CustomEvent).detail as never))

  const receive = (crossing: Crossing): unknown => {
    if (crossing.is === 'value') return crossing.value
    if (crossing.is === 'object')
      return Object.freeze(Object.fromEntries(map(crossing.entries, ([key, one]) => [key, receive(one)] as const)))
    if (crossing.is === 'error') throw new Error(crossing.message)
    if (crossing.is === 'promise') return new Promise((resolve, reject) => promises.set(crossing.id, { resolve, reject }))
    const { id } = crossing
    return Object.freeze((...values: unknown[]) => {
      answer = undefined
      target.dispatchEvent(new CustomEvent(`${token}:call`, { detail: { id, values: map(values, send) } }))
      if (answer === undefined) throw new Error('The other world did not answer')
      return receive(answer)
    })
  }
  const send = (value: unknown): Crossing => {
    if (typeof value === 'function') {
      lastId++
      callbacks.set(lastId, value as () => unknown)
      return { is: 'function', id: lastId }
    }
    const isPlain = typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
    if (!isPlain) return { is: 'value', value: structuredClone(value) }
    return { is: 'object', entries: map(Object.entries(value), ([key, one]) => [key, send(one)] as const) }
  }

  hear('answer', (detail: Crossing) => {
    answer = detail
  })
  hear('settled', ({ id, result }: { id: number; result: Crossing }) => {
    const waiting = promises.get(id)
    promises.delete(id)
    try {
      waiting?.resolve(receive(result))
    } catch (thrown) {
      waiting?.reject(thrown as Error)
    }
  })
  hear('callback', ({ id, values }: { id: number; values: unknown[] }) => callbacks.get(id)?.(...values))
  hear('expose', ({ key, api }: { key: string; api: Crossing }) =>
    Object.defineProperty(target, key, { value: receive(api), enumerable: true, writable: false, configurable: false }),
  )
  target.dispatchEvent(new CustomEvent(`${token}:ready`))
}

export interface IsolatedWorldOptions {
  readonly token: string
  /** Name of the function through which this world reaches the main process. */
  readonly binding: string
  readonly platform: string
  /** Paths of files by their names: a page cannot be asked for them. */
  readonly paths: Readonly<Record<string, string>>
}

/** Gives what a sandboxed preload finds: `require` for Electron's few modules, and a `process` without its powers. */
export function isolatedWorldEnd(options: IsolatedWorldOptions, makeCodec: typeof createCodec) {
  const { token } = options
  const codec = makeCodec()
  const target = window
  const paths: Record<string, string> = { ...options.paths }
  const functions = new Map<number, (...values: unknown[]) => unknown>()
  const pending = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>()
  const listeners = new Map<string, Set<(event: object, ...values: unknown[]) => void>>()
  const exposed: { key: string; api: Crossing }[] = []
  let lastId = 0
  const tell = (type: string, detail: unknown): void => void target.dispatchEvent(new CustomEvent(`${token}:${type}`, { detail }))

  const send = (value: unknown): Crossing => {
    if (typeof value === 'function') {
      lastId++
      functions.set(lastId, value as () => unknown)
      return { is: 'function', id: lastId }
    }
    if (value instanceof Promise) {
      const id = ++lastId
      value.then(
        (result) => tell('settled', { id, result: send(result) }),
        (error: Error) => tell('settled', { id, result: { is: 'error', message: error.message } }),
      )
      return { is: 'promise', id }
    }
    const isPlain = typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
    if (!isPlain) return { is: 'value', value: structuredClone(value) }
    return { is: 'object', entries: Object.entries(value).map(([key, one]) => [key, send(one)]) }
  }
  const receive = (crossing: Crossing): unknown => {
    if (crossing.is === 'value') return crossing.value
    if (crossing.is === 'object') return Object.fromEntries(crossing.entries.map(([key, one]) => [key, receive(one)]))
    if (crossing.is !== 'function') throw new Error(`A ${crossing.is} cannot be given to a bridge`)
    return (...values: unknown[]) => tell('callback', { id: crossing.id, values: structuredClone(values) })
  }
  target.addEventListener(`${token}:call`, (event) => {
    const { id, values } = (event as CustomEvent).detail as { id: number; values: Crossing[] }
    try {
      tell('answer', send(functions.get(id)?.(...values.map(receive))))
    } catch (thrown) {
      tell('answer', { is: 'error', message: (thrown as Error).message })
    }
  })
  const expose = (): void => {
    for (const one of exposed.splice(0)) tell('expose', one)
  }
  // Whichever script runs first: the page's end is there before any script of the page.
  target.addEventListener(`${token}:ready`, expose)

  const carry = (values: unknown[]): string => {
    const cloned = structuredClone(values)
    // Electron carries values of the language only; Blobs and their like are refused.
    const refuse = (value: unknown): void => {
      if (value instanceof Blob || value instanceof EventTarget) throw new Error('An object could not be cloned.')
      if (Array.isArray(value)) value.forEach(refuse)
    }
    cloned.forEach(refuse)
    return codec.encode(cloned)
  }
  const post = (message: object): void =>
    (globalThis as unknown as Record<string, (text: string) => void>)[options.binding]?.(JSON.stringify(message))
  const ipcRenderer = {
    invoke: (channel: string, ...values: unknown[]) =>
      new Promise((resolve, reject) => {
        const id = ++lastId
        const text = carry(values)
        pending.set(id, { resolve, reject })
        post({ type: 'invoke', id, channel, values: text })
      }),
    send: (channel: string, ...values: unknown[]): void => post({ type: 'send', channel, values: carry(values) }),
    on(channel: string, listener: (event: object, ...values: unknown[]) => void) {
      listeners.set(channel, (listeners.get(channel) ?? new Set()).add(listener))
      return ipcRenderer
    },
    removeListener(channel: string, listener: (event: object, ...values: unknown[]) => void) {
      listeners.get(channel)?.delete(listener)
      return ipcRenderer
    },
  }
  const electron = {
    ipcRenderer,
    contextBridge: {
      exposeInMainWorld(key: string, api: object): void {
        exposed.push({ key, api: send(api) })
        expose()
      },
    },
    webUtils: {
      getPathForFile(file: unknown): string {
        if (!(file instanceof File)) throw new Error('getPathForFile takes a File')
        return Object.hasOwn(paths, file.name) ? (paths[file.name] ?? '') : ''
      },
    },
  }
  return {
    require(name: string): unknown {
      if (name === 'electron' || name === 'electron/renderer') return electron
      throw new Error(`module not found: ${name}`)
    },
    process: Object.freeze({ platform: options.platform, type: 'renderer', sandboxed: true, contextIsolated: true, versions: {} }),
    /** Called by the main process. */
    deliver(message: { type: string; id: number; channel: string; values: string; error?: string; name: string; path: string }): void {
      if (message.type === 'path') paths[message.name] = message.path
      else if (message.type === 'event')
        for (const listener of listeners.get(message.channel) ?? [])
          listener({ sender: ipcRenderer }, ...(codec.decode(message.values) as unknown[]))
      else {
        const waiting = pending.get(message.id)
        pending.delete(message.id)
        if (message.error === undefined) waiting?.resolve((codec.decode(message.values) as unknown[])[0])
        else waiting?.reject(new Error(message.error))
      }
    },
  }
}
