/** A line of a prompt on its way: a person's own words, the studio's, or what to leave out. */
export interface PromptLine {
  readonly kind: 'own' | 'line' | 'negative'
  /** 1 to 9. */
  readonly importance: number
  readonly text: string
  /** What it says is to be left out, of a line that says that. */
  readonly negatives: readonly string[]
}

export interface Fitted {
  readonly text: string
  readonly kept: readonly PromptLine[]
  /** In the order in which they were left out. */
  readonly left: readonly PromptLine[]
  /** The end of the last line that had to be cut; empty where none was. */
  readonly cut: string
}

/**
 * Joins lines within a number of characters: the least important is left out first, the later one among equals. The most important stays alone if
 * it must, and is cut between words if it is too long itself.
 */
export function fitLines(lines: readonly PromptLine[], most: number): Fitted {
  let kept = [...lines]
  const left: PromptLine[] = []
  while (joined(kept).length > most && kept.length > 1) {
    const weakest = kept.reduce((least, line) => (line.importance <= least.importance ? line : least))
    kept = kept.filter((line) => line !== weakest)
    left.push(weakest)
  }
  const text = joined(kept)
  if (text.length <= most) return { text, kept, left, cut: '' }
  const short = cutBetweenWords(text, most)
  return { text: short, kept, left, cut: text.slice(short.length).trim() }
}

const joined = (lines: readonly PromptLine[]): string => lines.map(({ text }) => text).join('\n')

function cutBetweenWords(text: string, most: number): string {
  const part = text.slice(0, most)
  const at = part.search(/\s\S*$/)
  // A single word that is longer than all of it, as in languages without spaces; never half of a pair of surrogates.
  return at > 0 ? part.slice(0, at) : part.replace(/[\uD800-\uDBFF]$/, '')
}
