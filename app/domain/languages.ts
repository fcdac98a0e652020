/** Languages of the studio's face, each by its own name. */
export const LANGUAGES = [
  { id: 'en', name: 'English', direction: 'ltr' },
  { id: 'he', name: 'עברית', direction: 'rtl' },
  { id: 'ar', name: 'العربية', direction: 'rtl' },
] as const

export type Language = (typeof LANGUAGES)[number]['id']

/** The first language of a list of BCP 47 tags that the studio speaks, else English. `iw` is what old systems call Hebrew. */
export function languageOf(tags: readonly string[]): Language {
  for (const tag of tags) {
    const base = tag.toLowerCase().split(/[-_]/)[0]
    const known = LANGUAGES.find(({ id }) => id === (base === 'iw' ? 'he' : base))
    if (known !== undefined) return known.id
  }
  return 'en'
}
