import type { MessagePort } from 'node:worker_threads'
import { z } from 'zod'
import { StudioError } from '../domain/errors.ts'
import { errorShape } from '../domain/job.ts'
import type { SecretStore } from './secret-store.ts'

/** One question of the core's thread to the store of its host. */
const question = z.discriminatedUnion('ask', [
  z.object({ id: z.int(), ask: z.literal('get'), name: z.string() }),
  z.object({ id: z.int(), ask: z.literal('set'), name: z.string(), secret: z.string() }),
  z.object({ id: z.int(), ask: z.literal('delete'), name: z.string() }),
  z.object({ id: z.int(), ask: z.literal('list') }),
])
type Question = z.output<typeof question>

const answer = z.object({ id: z.int(), value: z.union([z.string(), z.array(z.string())]).optional(), error: errorShape.optional() })

/** Lets the core's thread use a store that only its host's thread has, such as Electron's. */
export function serveSecretStore(port: MessagePort, store: SecretStore): void {
  port.on('message', (raw: unknown) => {
    const asked = question.parse(raw)
    answerOf(store, asked).then(
      (value) => port.postMessage({ id: asked.id, ...(value === undefined ? {} : { value }) }),
      (thrown: unknown) => port.postMessage({ id: asked.id, error: StudioError.from(thrown).toShape() }),
    )
  })
  port.unref()
}

async function answerOf(store: SecretStore, asked: Question): Promise<string | string[] | undefined> {
  switch (asked.ask) {
    case 'get':
      return await store.get(asked.name)
    case 'set':
      await store.set(asked.name, asked.secret)
      return undefined
    case 'delete':
      await store.delete(asked.name)
      return undefined
    case 'list':
      return await store.list()
  }
}

/** The host's store, asked over a port. */
export function secretStoreOver(port: MessagePort, name: string): SecretStore {
  const open = new Map<number, PromiseWithResolvers<string | string[] | undefined>>()
  let last = 0
  port.on('message', (raw: unknown) => {
    const { id, value, error } = answer.parse(raw)
    const waiting = open.get(id)
    open.delete(id)
    if (error === undefined) waiting?.resolve(value)
    else waiting?.reject(StudioError.fromShape(error))
  })
  port.unref()
  const ask = (asked: Omit<Question, 'id'>): Promise<string | string[] | undefined> => {
    last += 1
    const waiting = Promise.withResolvers<string | string[] | undefined>()
    open.set(last, waiting)
    port.postMessage({ ...asked, id: last })
    return waiting.promise
  }
  const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)
  return {
    name,
    get: async (secretName) => text(await ask({ ask: 'get', name: secretName } as Omit<Question, 'id'>)),
    set: async (secretName, secret) => void (await ask({ ask: 'set', name: secretName, secret } as Omit<Question, 'id'>)),
    delete: async (secretName) => void (await ask({ ask: 'delete', name: secretName } as Omit<Question, 'id'>)),
    list: async () => z.array(z.string()).parse((await ask({ ask: 'list' })) ?? []),
  }
}
