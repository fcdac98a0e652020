import type { StudioContract } from '../../app/contract/contract.ts'
import type { DesktopContract } from '../../app/contract/desktop.ts'
import type { StudioEvent } from '../../app/contract/events.ts'
import { createClient } from '../../app/rpc/client.ts'
import type { Reply } from '../../app/rpc/reply.ts'
import { mediaUrl, upload } from './page-traffic.ts'
import type { Studio } from './studio.ts'

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
  return {
    client: createClient<StudioContract>(send),
    // A browser has none of it: `host.describe` names no capability, and a call would be an unknown procedure.
    desktop: createClient<DesktopContract>(send),
    upload,
    mediaUrl,
    pathOf: () => '',
    listen,
  }
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
