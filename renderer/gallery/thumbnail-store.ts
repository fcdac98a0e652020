import type { ContentHash } from '../../app/domain/ids.ts'

/** Asks the studio for small thumbnails by the hashes of their assets. Those that it does not have are left out of the answer. */
export type AskForThumbnails = (hashes: ContentHash[]) => Promise<readonly { readonly hash: ContentHash; readonly url: string }[]>

export interface ThumbnailStore {
  /** Names what is to be there, the most urgent first. What was wanted before and is not named any more is not asked for. */
  want(hashes: readonly ContentHash[]): void
  /** Gives the address as soon as it is there, at once where it is already. Returns the way to stop waiting. */
  whenThere(hash: ContentHash, give: (url: string) => void): () => void
}

/** About 15 MB of thumbnails. */
const CAPACITY = 1000
/** So many in one question: a screen full, and the answer still fits into a frame. */
const BATCH = 32
/** One question is answered while the next is on its way. */
const UNDER_WAY = 2

/**
 * Thumbnails in batches. A request for each picture costs the browser and the host together 4 ms of processor time, several
 * times what the picture itself costs; a batch costs a tenth of that. It also asks for what is in sight now first, where the
 * browser would work through the pictures that were scrolled past.
 */
export function createThumbnailStore(ask: AskForThumbnails): ThumbnailStore {
  const urls = new Map<ContentHash, string | null>()
  const waiting = new Map<ContentHash, Set<(url: string) => void>>()
  const asked = new Set<ContentHash>()
  let wanted: readonly ContentHash[] = []
  let underWay = 0

  const keep = (hash: ContentHash, url: string | null): void => {
    urls.set(hash, url)
    if (url === null) return
    for (const give of waiting.get(hash) ?? []) give(url)
    waiting.delete(hash)
  }
  /** The oldest go; those that are wanted are among the latest. */
  const forgetOldest = (): void => {
    for (const hash of urls.keys()) {
      if (urls.size <= CAPACITY) return
      urls.delete(hash)
    }
  }
  const askFor = async (batch: ContentHash[]): Promise<void> => {
    underWay += 1
    for (const hash of batch) asked.add(hash)
    try {
      const there = new Map((await ask(batch)).map(({ hash, url }) => [hash, url]))
      for (const hash of batch) keep(hash, there.get(hash) ?? null)
      forgetOldest()
    } catch {
      // The studio cannot be reached, which the frame says. The list is asked for again when it can, and wants these again.
      wanted = []
    }
    for (const hash of batch) asked.delete(hash)
    underWay -= 1
    askNext()
  }
  const askNext = (): void => {
    while (underWay < UNDER_WAY) {
      const batch = wanted.filter((hash) => !urls.has(hash) && !asked.has(hash)).slice(0, BATCH)
      if (batch.length === 0) return
      void askFor(batch)
    }
  }
  return {
    want(hashes) {
      wanted = hashes
      for (const hash of hashes) {
        const url = urls.get(hash)
        if (url === undefined) continue
        // To the end of the order, which is that of the latest use.
        urls.delete(hash)
        urls.set(hash, url)
      }
      askNext()
    },
    whenThere(hash, give) {
      const url = urls.get(hash)
      if (url === null) return () => undefined
      if (url !== undefined) {
        give(url)
        return () => undefined
      }
      const others = waiting.get(hash) ?? new Set()
      waiting.set(hash, others.add(give))
      return () => {
        others.delete(give)
        if (others.size === 0 && waiting.get(hash) === others) waiting.delete(hash)
      }
    },
  }
}
