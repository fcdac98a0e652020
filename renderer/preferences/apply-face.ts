import { type Language, languageOf } from '../../app/domain/languages.ts'
import type { Preferences } from '../../app/domain/preferences.ts'
import { directionOf, speak } from '../language/texts.ts'

const prefersLight = (): MediaQueryList => matchMedia('(prefers-color-scheme: light)')

/** The language that is spoken: the chosen one, else the system's. */
export function spokenLanguage(chosen: Preferences['language']): Language {
  return chosen ?? languageOf(navigator.languages)
}

/** Puts theme, language and direction on the document, and keeps them for the next first paint. */
export async function applyFace({ theme, language }: Preferences): Promise<void> {
  const root = document.documentElement
  root.dataset['theme'] = theme === 'light' || (theme === 'system' && prefersLight().matches) ? 'light' : 'dark'
  const spoken = spokenLanguage(language)
  await speak(spoken)
  root.lang = spoken
  root.dir = directionOf(spoken)
  localStorage.setItem('drape.face', JSON.stringify({ theme, language: spoken, direction: root.dir }))
}

/** Calls back when the system turns light or dark. */
export function onSystemTheme(hear: () => void): () => void {
  const query = prefersLight()
  query.addEventListener('change', hear)
  return () => query.removeEventListener('change', hear)
}
