import type { StudioContract } from '../../app/contract/contract.ts'
import type { Client } from '../../app/contract/define.ts'
import type { StudioEvent } from '../../app/contract/events.ts'
import { StudioError } from '../../app/domain/errors.ts'
import { createClient } from '../../app/rpc/client.ts'
import type { Reply } from '../../app/rpc/reply.ts'

/** Whether the studio can be reached: `refused` means that this page has no session. */
export type Connection = 'connecting' | 'connected' | 'lost' | 'refused'

/** Everything the page needs of the studio, whichever host it runs in. */
export interface Studio {
  readonly client: Client<StudioContract>
  /** Sends a file in and gives the id to import it with. */
  upload(file: Blob, signal?: AbortSignal): Promise<string>
  /** Address of a picture of the library, by the hash of its content. */
  mediaUrl(hash: string, variant: 'original' | 'small' | 'large' | 'artifact'): string
  /** Hears every event from now on. Returns the way to stop. */
  listen(hear: { readonly onEvent: (event: StudioEvent) => void; readonly onConnection: (connection: Connection) => void }): () => void
}

/** Exchanges the one-time code in the fragment for a cookie, and takes it out of the address. */
export async function claimSession(): Promise<void> {
  const code = /^#code=(.+)$/.exec(location.hash)?.[1]
  if (code === undefined) return
  history.replaceState(null, '', location.pathname)
  await fetch('/session', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ code }) }).catch(
    () => undefined,
  )
}

export function createHttpStudio(): Studio {
  return { client: createClient<StudioContract>(send), upload, mediaUrl: (hash, variant) => `/media/${hash}/${variant}`, listen }
}

async function send(name: string, input: unknown, signal: AbortSignal | undefined): Promise<Reply> {
  const response = await fetch(`/rpc/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(input),
    signal: signal ?? null,
  })
  return (await response.json()) as Reply
}

async function upload(file: Blob, signal?: AbortSignal): Promise<string> {
  const response = await fetch('/uploads', { method: 'PUT', body: file, signal: signal ?? null })
  const answer = (await response.json()) as { id: string } | Extract<Reply, { ok: false }>
  if ('id' in answer) return answer.id
  throw StudioError.fromShape(answer.error)
}

const listen: Studio['listen'] = ({ onEvent, onConnection }) => {
  let source: EventSource | undefined
  let retry: ReturnType<typeof setTimeout> | undefined
  let lastSeq = 0
  const connect = (): void => {
    source = new EventSource(`/events?after=${lastSeq}`)
    source.addEventListener('hello', () => onConnection('connected'))
    source.onmessage = (message) => {
      const event = JSON.parse(String(message.data)) as StudioEvent
      lastSeq = event.seq
      onEvent(event)
    }
    source.onerror = () => {
      source?.close()
      void fetch('/openapi.json', { method: 'HEAD' }).then(
        (response) => onConnection(response.status === 401 ? 'refused' : 'lost'),
        () => onConnection('lost'),
      )
      // A restarted host counts its events from the start again, so everything is asked for anew when it answers.
      retry = setTimeout(connect, 1000)
    }
  }
  connect()
  return () => {
    source?.close()
    clearTimeout(retry)
  }
}
