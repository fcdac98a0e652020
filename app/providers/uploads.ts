import type { ProviderId } from '../domain/cloud/tasks.ts'
import type { ProviderAdapter, ProviderCall, ProviderInput, ProviderRequest } from './adapter.ts'

/** An address is no longer given out so long before it ends: the request waits in the service's queue with it. */
const SPARE_MS = 30 * 60_000

export interface RememberedUpload {
  readonly url: string
  /** Milliseconds since 1970. */
  readonly expiresAt: number
}

/** Where uploads are remembered: a table of the library, or the memory of a test. Losing it costs an upload, nothing else. */
export interface UploadMemory {
  get(provider: ProviderId, hash: string): RememberedUpload | undefined
  put(provider: ProviderId, hash: string, upload: RememberedUpload): void
  /** Where a service says that an address of ours is no longer good. */
  forget(provider: ProviderId, hash: string): void
}

/** Remembers for as long as the process lives. @public for tests and hosts without a library */
export function createUploadMemory(): UploadMemory {
  const kept = new Map<string, RememberedUpload>()
  const key = (provider: ProviderId, hash: string): string => `${provider}:${hash}`
  return {
    get: (provider, hash) => kept.get(key(provider, hash)),
    put: (provider, hash, upload) => void kept.set(key(provider, hash), upload),
    forget: (provider, hash) => void kept.delete(key(provider, hash)),
  }
}

export interface Uploading {
  readonly adapter: ProviderAdapter
  readonly memory: UploadMemory
  readonly call: ProviderCall
  /** Milliseconds since 1970. */
  readonly now: () => number
}

/**
 * The request with the address of each picture, where its service takes addresses: the same picture is sent once while its address is good. Costs
 * nothing and may be done again. Services that take bytes get the request as it is.
 *
 * @throws what `upload` of the adapter throws: nothing was accepted then.
 * @public for paid jobs
 */
export async function withAddresses(request: ProviderRequest, uploading: Uploading): Promise<ProviderRequest> {
  if (uploading.adapter.upload === undefined) return request
  // One after the other: a locked account or a wrong key is found with the first.
  const inputs: ProviderInput[] = []
  for (const input of request.inputs) inputs.push({ ...input, remote: input.remote ?? (await addressFor(input, uploading)) })
  return { ...request, inputs }
}

async function addressFor(input: ProviderInput, { adapter, memory, call, now }: Uploading): Promise<string | null> {
  const known = memory.get(adapter.id, input.hash)
  if (known !== undefined && known.expiresAt - SPARE_MS > now()) return known.url
  const sent = await adapter.upload?.(input, call)
  if (sent === undefined) return null
  memory.put(adapter.id, input.hash, sent)
  return sent.url
}
