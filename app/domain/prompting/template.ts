import { StudioError } from '../errors.ts'

/** What a template may hold in braces; each is filled, or its line is left out. */
export const PLACEHOLDERS = [
  'text',
  'garment',
  'keep',
  'person',
  'scene',
  'camera',
  'style',
  'brand',
  'pictures',
  'realism',
  'preserve',
  'corrections',
] as const
export type Placeholder = (typeof PLACEHOLDERS)[number]
export type Values = Readonly<Partial<Record<Placeholder, string>>>

/** One line of a template: how much it matters (9 is never left out for length), and its words. */
export interface TemplateLine {
  readonly importance: number
  readonly text: string
}

const USUAL = 5
export const MOST_IMPORTANT = 9

/**
 * Reads a template: a line a sentence, `[7]` before it says how much it matters from 1 to 9. Empty lines and those that begin with # say nothing.
 *
 * @throws StudioError `request.invalid` with `line` and `problem`
 */
export function parseTemplate(text: string): TemplateLine[] {
  const lines = text.split('\n').flatMap((line, index) => {
    const trimmed = line.trim()
    if (trimmed === '' || trimmed.startsWith('#')) return []
    const match = /^\[([1-9])\]\s*(.*)$/.exec(trimmed)
    const words = match === null ? trimmed : (match[2] ?? '')
    for (const [, name = ''] of words.matchAll(/\{([^}]*)\}/g)) if (!isPlaceholder(name)) throw wrong(index, `knows no {${name}}`)
    return [{ importance: match === null ? USUAL : Number(match[1]), text: words }]
  })
  if (lines.length === 0) throw wrong(0, 'says nothing')
  return lines
}

function wrong(index: number, problem: string): StudioError {
  return new StudioError('request.invalid', `Line ${index + 1} of the template ${problem}`, { details: { line: index + 1, problem } })
}

function isPlaceholder(name: string): name is Placeholder {
  return PLACEHOLDERS.some((known) => known === name)
}

/** A line with its values; null where one of them is empty. Values are put in as they are: braces in them mean nothing. */
export function fillLine({ text }: TemplateLine, values: Values): string | null {
  let isWhole = true
  const filled = text.replace(/\{([^}]*)\}/g, (_, name: string) => {
    const value = isPlaceholder(name) ? (values[name] ?? '').trim() : ''
    if (value === '') isWhole = false
    return value
  })
  return isWhole ? asSentence(filled) : null
}

/** A person's own text is left alone but for its ends; what the studio words ends with a full stop. */
function asSentence(text: string): string {
  const trimmed = text.trim().replace(/\.\.$/, '.')
  return /[.!?:;…]$/.test(trimmed) ? trimmed : `${trimmed}.`
}

/** All lines of a template whose values are there, however long. @throws as `parseTemplate` */
export function fillTemplate(text: string, values: Values): string {
  return parseTemplate(text)
    .flatMap((line) => fillLine(line, values) ?? [])
    .join('\n')
}
