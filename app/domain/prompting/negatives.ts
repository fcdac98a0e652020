import type { PromptLine } from './fit-lines.ts'

/** What is to be left out of a picture, by who says so: in this order it matters. */
export interface Negatives {
  /** A person's words, terms with commas or lines between. */
  readonly own: string
  readonly brand: string
  readonly style: readonly string[]
}

const IMPORTANCE = { own: 8, brand: 6, style: 2 } as const

/** All terms, each once whatever its case, the most important first. */
export function listNegatives(negatives: Negatives): string[] {
  const { own, brand, style } = grouped(negatives)
  return [...own, ...brand, ...style]
}

/** What is to be left out as lines of a prompt, for models that have no field for it. */
export function wordNegatives(negatives: Negatives): PromptLine[] {
  const groups = grouped(negatives)
  return (['own', 'brand', 'style'] as const).flatMap((from) => {
    const terms = groups[from]
    if (terms.length === 0) return []
    return [{ kind: 'negative' as const, importance: IMPORTANCE[from], text: `Avoid: ${terms.join(', ')}.`, negatives: terms }]
  })
}

function grouped({ own, brand, style }: Negatives): Readonly<Record<'own' | 'brand' | 'style', readonly string[]>> {
  const seen = new Set<string>()
  const fresh = (terms: readonly string[]): readonly string[] =>
    terms.filter((term) => {
      const key = term.toLowerCase()
      if (term === '' || seen.has(key)) return false
      seen.add(key)
      return true
    })
  return { own: fresh(termsOf(own)), brand: fresh(termsOf(brand)), style: fresh(style) }
}

function termsOf(text: string): string[] {
  return text.split(/[,\n;،]/).map((term) => term.trim())
}
