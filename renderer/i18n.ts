import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import english from '../resources/locales/en/studio.json'

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'studio'
    resources: { studio: typeof english }
  }
}

/** Loads the texts. Keys are typed from the English file. */
export async function startI18n(): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: 'en',
    fallbackLng: 'en',
    defaultNS: 'studio',
    resources: { en: { studio: english } },
    interpolation: { escapeValue: false },
  })
}
