import { describe, expect, it } from 'vitest'
import { APP_COMMANDS, MENU_GROUPS } from '../../../app/domain/app-commands.ts'
import { ERROR_CODES } from '../../../app/domain/errors.ts'
import { askedKeys, keyInCode, placeholdersOf, pluralOf, TEXT_FILES, TRANSLATIONS, textsOf } from '../../support/locales.ts'

/** Texts that are the same in every language: names, formats, and each language by its own name. */
const SAME_EVERYWHERE: ReadonlySet<string> = new Set([
  'app.name',
  'command.languageEnglish',
  'command.languageHebrew',
  'command.languageArabic',
  'unit.size',
  'unit.percent',
  'shortcuts.changed',
  'diagnostics.systemValue',
  'diagnostics.machine',
  'found.garmentValue',
  'jobs.summary',
  'edit.actionOn',
  'truth.deltaE',
  'truth.degrees',
  'truth.times',
])

const english = textsOf('en', 'studio.json')
const CASES = TRANSLATIONS.flatMap((language) => TEXT_FILES.map((file) => [language, file] as const))

describe('English', () => {
  const { whole, patterns } = askedKeys()

  it('has no text that nothing shows', () => {
    const unused = [...english.keys()].map(keyInCode).filter((key) => !whole.has(key) && !patterns.some((pattern) => pattern.test(key)))
    expect(unused).toEqual([])
  })

  it('has a text for every error, command and menu', () => {
    for (const code of Object.keys(ERROR_CODES)) expect(english.has(`errors.${code}`), code).toBe(true)
    for (const { labelKey } of APP_COMMANDS) expect(english.has(labelKey), labelKey).toBe(true)
    for (const group of MENU_GROUPS) expect(english.has(`menu.${group}`), group).toBe(true)
  })
})

describe.each(CASES)('%s/%s', (language, file) => {
  const english = textsOf('en', file)
  const texts = textsOf(language, file)
  const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories

  it('has every text, in every plural form of the language, and no other', () => {
    const expected = [...english.keys()].flatMap((key) =>
      pluralOf(key) === undefined ? [key] : forms.map((form) => `${keyInCode(key)}_${form}`),
    )
    expect([...texts.keys()].sort()).toEqual([...new Set(expected)].sort())
  })

  it('has no text that was left in English', () => {
    const left = [...texts].filter(([key, text]) => !SAME_EVERYWHERE.has(keyInCode(key)) && english.get(key) === text)
    expect(left).toEqual([])
  })

  it('puts the same values into its texts', () => {
    for (const [key, text] of texts) {
      const model = english.get(key) ?? english.get(`${keyInCode(key)}_other`) ?? ''
      // One and two may be words; the number of every other form is shown.
      const mayLack = ['zero', 'one', 'two'].includes(pluralOf(key) ?? '') ? ['count'] : []
      const missing = placeholdersOf(model).filter((name) => !placeholdersOf(text).includes(name) && !mayLack.includes(name))
      expect(missing, key).toEqual([])
      expect(
        placeholdersOf(text).filter((name) => !placeholdersOf(model).includes(name)),
        key,
      ).toEqual([])
    }
  })

  it('never shows a code or a path', () => {
    for (const [key, text] of texts) if (key.startsWith('errors.')) expect(text, key).not.toMatch(/[a-z]+\.[a-z]+-[a-z]+|\/|undefined/)
  })

  it('is written in its own script, and ends its sentences as English does', () => {
    const script = language === 'he' ? /\p{Script=Hebrew}/u : /\p{Script=Arabic}/u
    for (const [key, text] of texts) {
      if (SAME_EVERYWHERE.has(keyInCode(key))) continue
      expect(script.test(text), `${key}: ${text}`).toBe(true)
      const model = english.get(key) ?? ''
      if (model !== '') expect(/[.…]$/.test(text), `${key}: ${text}`).toBe(/[.…]$/.test(model))
    }
  })
})
