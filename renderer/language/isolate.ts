const FIRST_STRONG_ISOLATE = '\u2068'
const LEFT_TO_RIGHT_ISOLATE = '\u2066'
const POP_ISOLATE = '\u2069'
const HAS_RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/

/**
 * Keeps an inserted value together, as `<bdi>` does in markup, where a sentence of one direction holds a number or name of
 * the other: "12 %" in Arabic would else be shown as "% 12", and a file name would drag the punctuation after it along.
 * Nothing is added where nothing can go wrong, so that English texts stay plain.
 */
export function isolate(value: string, sentence: 'ltr' | 'rtl'): string {
  if (sentence === 'ltr') return HAS_RIGHT_TO_LEFT.test(value) ? `${FIRST_STRONG_ISOLATE}${value}${POP_ISOLATE}` : value
  const opening = HAS_RIGHT_TO_LEFT.test(value) ? FIRST_STRONG_ISOLATE : LEFT_TO_RIGHT_ISOLATE
  return `${opening}${value}${POP_ISOLATE}`
}
