import i18next, { type FormatterModule } from 'i18next'
import { initReactI18next } from 'react-i18next'
import { LANGUAGES, type Language } from '../../app/domain/languages.ts'
import english from '../../resources/locales/en/studio.json'
import { isolate } from './isolate.ts'

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'studio'
    resources: { studio: typeof english }
  }
}

/** English is in the page, because its keys are the types; the others are fetched when they are spoken. */
const TEXTS: Readonly<Record<Language, () => Promise<object>>> = {
  en: async () => english,
  he: async () => (await import('../../resources/locales/he/studio.json')).default,
  ar: async () => (await import('../../resources/locales/ar/studio.json')).default,
}

export function directionOf(language: string): 'ltr' | 'rtl' {
  return LANGUAGES.find(({ id }) => id === language)?.direction ?? 'ltr'
}

/** Loads the texts of a language, and shows them from then on. Keys are typed from the English file. */
export async function speak(language: Language): Promise<void> {
  const texts = await TEXTS[language]()
  if (!i18next.isInitialized) return await start(language, texts)
  if (!i18next.hasResourceBundle(language, 'studio')) i18next.addResourceBundle(language, 'studio', texts)
  await i18next.changeLanguage(language)
}

/** Every value that is put into a text goes through here. No text names a format of its own. */
const isolating: FormatterModule = {
  type: 'formatter',
  init: () => undefined,
  add: () => undefined,
  addCached: () => undefined,
  format: (value: unknown, _format, spoken) => isolate(String(value), directionOf(spoken ?? 'en')),
}

async function start(language: Language, texts: object): Promise<void> {
  await i18next
    .use(isolating)
    .use(initReactI18next)
    .init({
      lng: language,
      fallbackLng: 'en',
      defaultNS: 'studio',
      resources: { en: { studio: english }, [language]: { studio: texts } },
      // React escapes.
      interpolation: { escapeValue: false, alwaysFormat: true },
    })
}
