import { createHash } from 'node:crypto'

/** A file that a service keeps: an upload or a result. */
export interface KeptFile {
  readonly bytes: Buffer
  readonly mediaType: string
  /** Entry of the ledger that is delivered by a whole download; null for uploads. */
  readonly ledgerId: string | null
  /** Milliseconds of the emulator's clock after which it is gone. */
  readonly expiresAt: number
}

export interface FileStore {
  /** Keeps a file and gives its path, from the prefix on: `/fal-cdn/files/…`. */
  keep(prefix: string, file: Pick<KeptFile, 'bytes' | 'mediaType'> & Partial<KeptFile>): string
  /** Keeps bytes that come later at a path that was given before. */
  put(path: string, bytes: Buffer, mediaType: string): boolean
  /** A path for bytes that come later. */
  reserve(prefix: string, name: string): string
  get(path: string): KeptFile | undefined
  /** Notes a whole download. @returns true where every file of that result that can still be had was downloaded. */
  markFetched(path: string, now: number): boolean
  clear(): void
}

const EXTENSIONS: Readonly<Record<string, string>> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/webp': 'webp',
  'video/mp4': 'mp4',
  'application/json': 'json',
}

export function createFileStore(): FileStore {
  const files = new Map<string, KeptFile | null>()
  /** Paths of results by their entry of the ledger. */
  const results = new Map<string, string[]>()
  const fetched = new Set<string>()
  let count = 0
  const pathFor = (prefix: string, name: string): string => {
    count += 1
    const room = createHash('sha256').update(`${prefix}:${count}`).digest('hex').slice(0, 12)
    return `/${prefix}/files/${room}/${name}`
  }
  return {
    keep(prefix, { bytes, mediaType, ledgerId = null, expiresAt = Number.POSITIVE_INFINITY }) {
      const path = pathFor(prefix, `output.${EXTENSIONS[mediaType] ?? 'bin'}`)
      files.set(path, { bytes, mediaType, ledgerId, expiresAt })
      if (ledgerId !== null) results.set(ledgerId, [...(results.get(ledgerId) ?? []), path])
      return path
    },
    reserve(prefix, name) {
      const path = pathFor(prefix, encodeURIComponent(name.replaceAll(/[^\w.-]/g, '_')))
      files.set(path, null)
      return path
    },
    put(path, bytes, mediaType) {
      if (!files.has(path)) return false
      files.set(path, { bytes, mediaType, ledgerId: null, expiresAt: Number.POSITIVE_INFINITY })
      return true
    },
    get: (path) => files.get(path) ?? undefined,
    markFetched(path, now) {
      fetched.add(path)
      const together = results.get(files.get(path)?.ledgerId ?? '') ?? []
      return together.every((other) => fetched.has(other) || (files.get(other)?.expiresAt ?? 0) <= now)
    },
    clear() {
      files.clear()
      results.clear()
      fetched.clear()
    },
  }
}
