import { createStore } from 'zustand/vanilla'
import type { StudioContract } from '../../../app/contract/contract.ts'
import type { Client } from '../../../app/contract/define.ts'
import type { TextLayer, TextLook } from '../../../app/domain/document/layer.ts'
import type { Size } from '../../../app/domain/raster.ts'
import type { Outline } from '../../../app/raster/paint/outline.ts'

/** Outlines that are kept; a text that is typed has one for each letter. */
const KEPT = 200

interface Shaped extends Outline {
  /** Letters that no font of the studio has. */
  readonly missing: readonly string[]
}

/** Letters as curves, shaped in the core. While a new shape is on its way, a layer shows its last one. */
export class OutlineStore {
  readonly #client: Client<StudioContract>
  readonly #listener: { readonly onOutline: () => void; readonly onRefused: (reason: unknown) => void }
  readonly #known = new Map<string, Shaped>()
  readonly #latest = new Map<string, Shaped>()
  readonly #asked = new Set<string>()
  /** Letters that no font of the studio has, by layer. */
  readonly store = createStore<{ readonly missing: Readonly<Record<string, string>> }>()(() => ({ missing: {} }))
  /** Grows when outlines come. */
  version = 0
  #underWay = 0

  constructor(client: Client<StudioContract>, listener: { readonly onOutline: () => void; readonly onRefused: (reason: unknown) => void }) {
    this.#client = client
    this.#listener = listener
  }

  of(text: TextLayer): Shaped | null {
    const look = lookOf(text)
    const key = JSON.stringify(look)
    const known = this.#known.get(key)
    if (known === undefined) void this.#ask(key, look)
    else this.#show(text.id, known)
    return known ?? this.#latest.get(text.id) ?? null
  }

  sizeOf(text: TextLayer): Size | undefined {
    return this.of(text)?.size
  }

  #show(id: string, shaped: Shaped): void {
    if (this.#latest.get(id) === shaped) return
    this.#latest.set(id, shaped)
    const missing = shaped.missing.join(' ')
    // Not while something is drawn that listens.
    if ((this.store.getState().missing[id] ?? '') !== missing)
      queueMicrotask(() => this.store.setState((state) => ({ missing: { ...state.missing, [id]: missing } })))
  }

  get isAtRest(): boolean {
    return this.#underWay === 0
  }

  async #ask(key: string, look: TextLook): Promise<void> {
    if (this.#asked.has(key)) return
    this.#asked.add(key)
    this.#underWay++
    try {
      const { size, verbs, points, missing } = await this.#client['documents.outline'](look)
      this.#known.set(key, { size, verbs, points: Float32Array.from(points), missing })
      for (const oldest of this.#known.keys()) {
        if (this.#known.size <= KEPT) break
        this.#known.delete(oldest)
        this.#asked.delete(oldest)
      }
      this.version++
    } catch (thrown) {
      this.#listener.onRefused(thrown)
      // A second try with the next change, or when the studio is back.
      setTimeout(() => this.#asked.delete(key), 1000)
    }
    this.#underWay--
    this.#listener.onOutline()
  }
}

function lookOf({ content, family, weight, sizePx, align, tracking, lineHeight, direction, maxWidthPx }: TextLayer): TextLook {
  return { content, family, weight, sizePx, align, tracking, lineHeight, direction, maxWidthPx }
}
