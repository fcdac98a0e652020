import bidiFactory from 'bidi-js'

export type Direction = 'ltr' | 'rtl'

const bidi = bidiFactory()

/** A paragraph and which way its letters run. */
export interface DirectedParagraph {
  readonly text: string
  readonly direction: Direction
  /** Embedding level of each UTF-16 unit; odd ones run from right to left. */
  readonly levels: Uint8Array
}

/**
 * The paragraphs of a text with their levels, by the Unicode bidirectional algorithm (UAX #9). With `auto` each paragraph has the direction of its first
 * letter that has one, and one without any that of the whole text.
 */
export function directParagraphs(content: string, asked: Direction | 'auto'): DirectedParagraph[] {
  const usual = asked === 'auto' ? (firstDirection(content) ?? 'ltr') : asked
  return content.split('\n').map((text) => {
    const direction = asked === 'auto' ? (firstDirection(text) ?? usual) : asked
    return { text, direction, levels: text === '' ? new Uint8Array(0) : bidi.getEmbeddingLevels(text, direction).levels }
  })
}

function firstDirection(text: string): Direction | undefined {
  for (const letter of text) {
    const type = bidi.getBidiCharTypeName(letter)
    if (type === 'L') return 'ltr'
    if (type === 'R' || type === 'AL') return 'rtl'
  }
  return undefined
}

/** Parts of a line, each of one level, from left to right (rules L1 and L2 of UAX #9). */
export function visualOrder<Part extends { readonly level: number }>(parts: readonly Part[]): Part[] {
  const order = [...parts]
  const odd = parts.map(({ level }) => level).filter((level) => level % 2 === 1)
  const lowest = Math.min(...odd, Number.POSITIVE_INFINITY)
  for (let level = Math.max(...parts.map((part) => part.level), 0); level >= lowest; level--) {
    for (let start = 0; start < order.length; start++) {
      let end = start
      while (end < order.length && (order[end]?.level ?? 0) >= level) end++
      if (end > start) order.splice(start, end - start, ...order.slice(start, end).reverse())
      start = end
    }
  }
  return order
}
