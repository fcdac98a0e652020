/** A text as it is compared: lower case, without accents, points and vowel marks. */
export function plain(text: string): string {
  return text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '').replace(/ـ/g, '').trim()
}

/** How well a label answers a query: 0 not at all, larger is better. Each word of the query must begin a word, or be inside one. */
export function matchScore(label: string, query: string): number {
  const wanted = plain(query).split(/\s+/).filter(Boolean)
  const text = plain(label)
  const words = text.split(/[\s,.:-]+/)
  let score = 1
  for (const word of wanted) {
    if (text.startsWith(word)) score += 4
    else if (words.some((one) => one.startsWith(word))) score += 3
    else if (text.includes(word)) score += 1
    else return 0
  }
  return score
}
