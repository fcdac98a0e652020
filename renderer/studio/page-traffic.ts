import { StudioError } from '../../app/domain/errors.ts'
import type { Reply } from '../../app/rpc/reply.ts'

/** Files come and go over addresses of the page's own origin, whichever host serves it. */
export function mediaUrl(hash: string, variant: 'original' | 'small' | 'large' | 'artifact'): string {
  return `/media/${hash}/${variant}`
}

/** Sends a file in and gives the id to import it with. @throws StudioError what the host refuses it for */
export async function upload(file: Blob, signal?: AbortSignal): Promise<string> {
  const response = await fetch('/uploads', { method: 'PUT', body: file, signal: signal ?? null })
  const answer = (await response.json()) as { id: string } | Extract<Reply, { ok: false }>
  if ('id' in answer) return answer.id
  throw StudioError.fromShape(answer.error)
}
