import { type Fitted, fitLines, type PromptLine } from './fit-lines.ts'
import { listNegatives, type Negatives, wordNegatives } from './negatives.ts'
import { fillLine, MOST_IMPORTANT, parseTemplate, type Values } from './template.ts'

/** What a model takes of words. */
export interface PromptLimits {
  /** Characters. */
  readonly mostPrompt: number
  readonly takesPrompt: boolean
  /** Whether it has a field for what to leave out. */
  readonly takesNegative: boolean
}

/** What became of the words on the way; `text` is what it is about, in the words of the prompt. */
export interface EncodeNote {
  readonly code: (typeof ENCODE_NOTES)[number]
  readonly text: string
}

/**
 * - `off`: the encoder is switched off. - `left-out`: a line was too much for the model's limit. - `text-cut`: the end of a person's text was.
 * - `negative-worded`: the model has no field for what to leave out, so the prompt says it. - `negative-lost`: nothing says it.
 * - `no-prompt`: the model takes pictures only.
 */
export const ENCODE_NOTES = ['off', 'left-out', 'text-cut', 'negative-worded', 'negative-lost', 'no-prompt'] as const

export interface Encoded {
  readonly prompt: string
  readonly negativePrompt: string
  readonly notes: readonly EncodeNote[]
}

/** Longest that a field for what to leave out is given, characters: the contract's own limit. */
const MOST_NEGATIVE = 4_000

export interface Encoding {
  /** Null switches the encoder off: the text goes as it is. */
  readonly template: string | null
  readonly values: Values
  readonly negatives: Negatives
  readonly limits: PromptLimits
}

/**
 * Makes a prompt of a template and its values, within a model's limits. The same input gives the same words. What does not fit is left out from
 * the least important up, and every loss is in the notes.
 *
 * @throws StudioError `request.invalid` for a template that makes no sense
 */
export function encodePrompt({ template, values, negatives, limits }: Encoding): Encoded {
  const told = listNegatives(negatives)
  if (!limits.takesPrompt) {
    const words = values.text?.trim() ?? ''
    const lost = told.map((text) => ({ code: 'negative-lost' as const, text }))
    return { prompt: '', negativePrompt: '', notes: [...(words === '' ? [] : [{ code: 'no-prompt' as const, text: words }]), ...lost] }
  }
  const lines = template === null ? rawLines(values) : linesOf(template, values)
  const notes: EncodeNote[] = template === null ? [{ code: 'off', text: '' }] : []
  if (limits.takesNegative) {
    const fitted = fitLines(lines, limits.mostPrompt)
    const field = fieldOf(told)
    return { prompt: fitted.text, negativePrompt: field.text, notes: [...notes, ...notesOf(fitted), ...field.notes] }
  }
  const worded = wordNegatives(negatives)
  const fitted = fitLines([...lines, ...worded], limits.mostPrompt)
  return { prompt: fitted.text, negativePrompt: '', notes: [...notes, ...notesOf(fitted)] }
}

function linesOf(template: string, values: Values): PromptLine[] {
  return parseTemplate(template).flatMap((line) => {
    const text = fillLine(line, values)
    const isOwn = line.text.includes('{text}')
    return text === null ? [] : [{ kind: isOwn ? ('own' as const) : ('line' as const), importance: line.importance, text, negatives: [] }]
  })
}

/** A person's own words as they are; what went wrong in an earlier try is said all the same, or another try would be the same. */
function rawLines({ text = '', corrections = '' }: Values): PromptLine[] {
  const line = (kind: PromptLine['kind'], words: string): PromptLine[] =>
    words.trim() === '' ? [] : [{ kind, importance: MOST_IMPORTANT, text: words.trim(), negatives: [] }]
  return [...line('own', text), ...line('line', corrections)]
}

function notesOf({ left, cut, kept }: Fitted): EncodeNote[] {
  return [
    ...(cut === '' ? [] : [{ code: 'text-cut' as const, text: cut }]),
    ...left.flatMap((line): EncodeNote[] =>
      line.kind === 'negative'
        ? line.negatives.map((text) => ({ code: 'negative-lost', text }))
        : [{ code: line.kind === 'own' ? 'text-cut' : 'left-out', text: line.text }],
    ),
    ...kept.flatMap((line) => line.negatives.map((text): EncodeNote => ({ code: 'negative-worded', text }))),
  ]
}

function fieldOf(told: readonly string[]): { readonly text: string; readonly notes: readonly EncodeNote[] } {
  let text = ''
  const notes: EncodeNote[] = []
  for (const one of told) {
    const longer = text === '' ? one : `${text}, ${one}`
    if (longer.length <= MOST_NEGATIVE) text = longer
    else notes.push({ code: 'negative-lost', text: one })
  }
  return { text, notes }
}
