import type { StudioContract } from '../../app/contract/contract.ts'
import type { DesktopContract } from '../../app/contract/desktop.ts'
import { createClient } from '../../app/rpc/client.ts'
import type { Reply } from '../../app/rpc/reply.ts'
import { mediaUrl, upload } from './page-traffic.ts'
import { listenTogether } from './shared-stream.ts'
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
    listen: listenTogether,
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
