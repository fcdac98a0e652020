/** A run of words that both texts have, or one of them. */
export interface DiffPart {
  readonly kind: 'same' | 'added' | 'removed'
  readonly text: string
}

/**
 * What changed between two texts, word by word: the longest common run of words (LCS by dynamic programming; prompts have some hundreds of words).
 * The parts that are not added are the first text again, those not removed the second.
 */
export function diffWords(before: string, after: string): DiffPart[] {
  const [a, b] = [tokensOf(before), tokensOf(after)]
  const width = b.length + 1
  const lengths = new Uint16Array((a.length + 1) * width)
  const at = (i: number, j: number): number => lengths[i * width + j] ?? 0
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      lengths[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
    }
  }
  const parts: DiffPart[] = []
  const add = (kind: DiffPart['kind'], text: string): void => {
    const last = parts.at(-1)
    if (last?.kind === kind) parts[parts.length - 1] = { kind, text: last.text + text }
    else parts.push({ kind, text })
  }
  let [i, j] = [0, 0]
  while (i < a.length || j < b.length) {
    const [one, other] = [a[i], b[j]]
    if (one !== undefined && one === other) {
      add('same', one)
      i++
      j++
    } else if (one !== undefined && (other === undefined || at(i + 1, j) >= at(i, j + 1))) {
      add('removed', one)
      i++
    } else if (other !== undefined) {
      add('added', other)
      j++
    }
  }
  return parts
}

/** Words and what is between them. */
function tokensOf(text: string): string[] {
  return text.match(/\s+|[^\s]+/g) ?? []
}
