import type { RemoteOutput } from './adapter.ts'
import { bytesOfDataUri } from './compose-input.ts'

/** A file that an answer names, by its address or, in a `data:` address, with its bytes. */
export function outputAt(url: string, mediaType: string | null = null): RemoteOutput {
  const inline = bytesOfDataUri(url)
  if (inline === null) return { kind: 'url', url, mediaType }
  return { kind: 'bytes', bytes: inline.bytes, mediaType: inline.mediaType ?? mediaType }
}

/** A file that an answer holds. */
export function outputOf(base64: string, mediaType: string | null): RemoteOutput {
  return { kind: 'bytes', bytes: Buffer.from(base64, 'base64'), mediaType }
}

/** Progress out of what a model prints (`37%|###`), 0 to 1; null where it prints none. */
export function progressIn(text: string): number | null {
  const last = [...text.matchAll(/(\d{1,3})%\|/g)].at(-1)?.[1]
  return last === undefined ? null : Math.min(1, Number(last) / 100)
}
