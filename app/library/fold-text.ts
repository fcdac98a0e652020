/**
 * A text as names are searched and sorted by: lower case, without accents, vowel points and the difference between forms of
 * one letter. "Café", "CAFE" and "cafe" are the same, and so are pointed and plain Hebrew or Arabic.
 */
export function foldText(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
}
