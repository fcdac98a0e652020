import { StudioError } from '../domain/errors.ts'
import type { Send } from './client.ts'
import type { Dispatch } from './dispatch.ts'
import type { Reply } from './reply.ts'

/** One end of a message channel: a worker's `parentPort`, a `Worker`, a `MessagePort`. */
export interface Port {
  post(message: PortMessage): void
  listen(receive: (message: PortMessage) => void): void
}

/** Everything that crosses a port. `notice` flows from the serving side: events, and the progress of a call. */
export type PortMessage =
  | { readonly kind: 'call'; readonly id: number; readonly name: string; readonly input: unknown }
  | { readonly kind: 'cancel'; readonly id: number }
  | { readonly kind: 'reply'; readonly id: number; readonly reply: Reply }
  | { readonly kind: 'progress'; readonly id: number; readonly fraction: number }
  | { readonly kind: 'notice'; readonly notice: unknown }

export interface PortClient {
  readonly send: Send
  /** Like `send`, and hears the fraction 0..1 that the call reports. */
  sendWithProgress(
    name: string,
    input: unknown,
    options: { readonly signal?: AbortSignal | undefined; readonly onProgress?: ((fraction: number) => void) | undefined },
  ): Promise<Reply>
  /** Answers every call under way with `worker.lost`: the other end is gone. */
  fail(reason: string): void
}

/** The calling end. Cancelling posts a message and still waits for the reply, so nothing is left running unseen. */
export function createPortClient(port: Port, onNotice: (notice: unknown) => void = () => undefined): PortClient {
  const pending = new Map<
    number,
    { readonly resolve: (reply: Reply) => void; readonly onProgress?: ((fraction: number) => void) | undefined }
  >()
  let nextId = 1
  port.listen((message) => {
    if (message.kind === 'reply') {
      const call = pending.get(message.id)
      pending.delete(message.id)
      call?.resolve(message.reply)
    } else if (message.kind === 'progress') pending.get(message.id)?.onProgress?.(message.fraction)
    else if (message.kind === 'notice') onNotice(message.notice)
  })
  const sendWithProgress: PortClient['sendWithProgress'] = (name, input, { signal, onProgress }) =>
    new Promise<Reply>((resolve) => {
      const id = nextId++
      const cancel = (): void => port.post({ kind: 'cancel', id })
      pending.set(id, {
        onProgress,
        resolve: (reply) => {
          signal?.removeEventListener('abort', cancel)
          resolve(reply)
        },
      })
      port.post({ kind: 'call', id, name, input })
      if (signal?.aborted === true) cancel()
      else signal?.addEventListener('abort', cancel, { once: true })
    })
  return {
    send: (name, input, signal) => sendWithProgress(name, input, { signal }),
    sendWithProgress,
    fail: (reason) => {
      const error = new StudioError('worker.lost', reason).toShape()
      for (const call of pending.values()) call.resolve({ ok: false, error })
      pending.clear()
    },
  }
}

/** What a serving end needs of the platform to cancel a call. */
export interface Aborter {
  readonly signal: AbortSignal
  abort(): void
}

/** The serving end: joins a port to a dispatch. `dispatchFor` gets a way to report the progress of its call. */
export function servePort(
  port: Port,
  options: { readonly createAborter: () => Aborter; readonly dispatchFor: (progress: (fraction: number) => void) => Dispatch },
): void {
  const running = new Map<number, Aborter>()
  const serve = async (id: number, name: string, input: unknown): Promise<void> => {
    const aborter = options.createAborter()
    running.set(id, aborter)
    const dispatch = options.dispatchFor((fraction) => port.post({ kind: 'progress', id, fraction }))
    // Dispatch never throws: it is where errors become data.
    const reply = await dispatch(name, input, aborter.signal)
    running.delete(id)
    port.post({ kind: 'reply', id, reply })
  }
  port.listen((message) => {
    if (message.kind === 'call') void serve(message.id, message.name, message.input)
    else if (message.kind === 'cancel') running.get(message.id)?.abort()
  })
}
