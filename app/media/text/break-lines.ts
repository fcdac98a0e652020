/** A stretch of a paragraph that stands on one line; white space at its end is left out. */
export interface LineRange {
  readonly start: number
  readonly end: number
}

/** Where a line may end: after white space, and after a hyphen or dash between letters. */
const BREAK_AFTER = /[\s\u200b]+|(?<=[\p{L}\p{N}])[-\u2010\u2013\u2014](?=[\p{L}\p{N}])/gu

/**
 * Breaks a paragraph where its lines become too wide, as late as it can. A word that is wider than a line is broken between letters.
 *
 * @param widthOf of a stretch of the text, in any unit; additive but for what happens at its ends.
 * @param limit in the same unit; null breaks nothing.
 * @returns at least one line.
 */
export function breakLines(text: string, widthOf: (start: number, end: number) => number, limit: number | null): LineRange[] {
  if (limit === null) return [trimmed(text, 0, text.length)]
  const lines: LineRange[] = []
  let start = 0
  let end = 0
  for (const next of [...breaksIn(text), text.length]) {
    const isFirst = end === start
    if (!isFirst && widthOf(start, trimmed(text, start, next).end) > limit) {
      lines.push(trimmed(text, start, end))
      start = end
    }
    for (const at of letterBreaks(text, { start, end: trimmed(text, start, next).end }, (from, to) => widthOf(from, to) > limit)) {
      lines.push({ start, end: at })
      start = at
    }
    end = next
  }
  return [...lines, trimmed(text, start, text.length)]
}

function breaksIn(text: string): number[] {
  return [...text.matchAll(BREAK_AFTER)].map(({ index, 0: found }) => index + found.length).filter((at) => at < text.length)
}

/** Where a word has to be broken that does not fit. A letter always fits, or nothing would ever. */
function* letterBreaks(text: string, { start, end }: LineRange, isTooWide: (start: number, end: number) => boolean): Generator<number> {
  if (!isTooWide(start, end)) return
  let from = start
  for (const { index, segment } of new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text.slice(start, end))) {
    const at = start + index
    if (at === from || !isTooWide(from, at + segment.length)) continue
    yield at
    from = at
  }
}

function trimmed(text: string, start: number, end: number): LineRange {
  let last = end
  while (last > start && /\s/u.test(text[last - 1] ?? '')) last--
  return { start, end: last }
}
