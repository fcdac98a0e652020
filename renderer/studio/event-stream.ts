import type { StudioEvent } from '../../app/contract/events.ts'
import type { Connection } from './studio.ts'

/** What comes over the stream: an event, or how the stream stands and up to which event it has told everything. */
export type Said = { readonly event: StudioEvent } | { readonly connection: Connection; readonly seq: number }

/** Between two tries to reach a studio that has gone. */
const RETRY_MS = 1000

/**
 * Hears the studio's events from `lastSeq` on, and goes on trying where the line is lost: what was missed meanwhile comes
 * first then, or `events.reset` where that was too much, or the studio has started again.
 *
 * @param lastSeq the event that was heard last, asked for at each try; 0 for none
 * @returns ends it
 */
export function openEventStream(lastSeq: () => number, tell: (said: Said) => void): () => void {
  let source: EventSource | undefined
  let retry: ReturnType<typeof setTimeout> | undefined
  const connect = (): void => {
    const tried = new EventSource(`/events?after=${lastSeq()}`)
    source = tried
    tried.addEventListener('hello', ({ lastEventId }) => tell({ connection: 'connected', seq: Number(lastEventId) }))
    tried.onmessage = (message) => tell({ event: JSON.parse(String(message.data)) as StudioEvent })
    tried.onerror = () => {
      tried.close()
      void whyLost().then((connection) => {
        // An answer that took longer than the next try says nothing any more.
        if (source === tried) tell({ connection, seq: lastSeq() })
      })
      retry = setTimeout(connect, RETRY_MS)
    }
  }
  connect()
  return () => {
    source?.close()
    source = undefined
    clearTimeout(retry)
  }
}

/** A stream does not say why it ended: a call does. */
async function whyLost(): Promise<Connection> {
  const answer = await fetch('/rpc/host.describe', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  }).catch(() => undefined)
  return answer?.status === 401 ? 'refused' : 'lost'
}
