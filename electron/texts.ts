import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { LANGUAGES, type Language } from '../app/domain/languages.ts'

/** Finds the text of a key, for example `menu.file`, with `{{name}}` replaced. */
export type Translate = (key: string, values?: Readonly<Record<string, string | number>>) => string

type Texts = { readonly [key: string]: string | Texts }

/** The texts of all languages, read once: menus, dialogs and notifications are made in this process, not in the page. */
export interface DesktopTexts {
  in(language: Language): Translate
}

/** Texts of the window first, then those that the page uses too: commands, errors. What a language lacks is shown in English. */
const FILES = ['desktop.json', 'studio.json']

export async function readTexts(localesFolder: string): Promise<DesktopTexts> {
  const byLanguage = new Map<Language, readonly Texts[]>()
  for (const { id } of LANGUAGES) {
    byLanguage.set(id, await Promise.all(FILES.map((file) => readJson(join(localesFolder, id, file)))))
  }
  return {
    in: (language) => {
      const sources = [...(byLanguage.get(language) ?? []), ...(byLanguage.get('en') ?? [])]
      return (key, values = {}) => {
        const text = sources.map((source) => find(source, key)).find((found) => found !== undefined) ?? key
        return text.replaceAll(/\{\{(\w+)\}\}/g, (whole, name: string) => String(values[name] ?? whole))
      }
    },
  }
}

async function readJson(path: string): Promise<Texts> {
  // A language may lack a file; then the English one speaks.
  const text = await readFile(path, 'utf8').catch(() => '{}')
  return JSON.parse(text) as Texts
}

/** Keys may hold dots themselves: codes of errors do. */
function find(texts: Texts, key: string): string | undefined {
  const whole = texts[key]
  if (typeof whole === 'string') return whole
  for (let dot = key.indexOf('.'); dot > 0; dot = key.indexOf('.', dot + 1)) {
    const inner = texts[key.slice(0, dot)]
    if (typeof inner === 'object') {
      const found = find(inner, key.slice(dot + 1))
      if (found !== undefined) return found
    }
  }
  return undefined
}
