import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { LANGUAGES, type Language } from '../../app/domain/languages.ts'

const root = join(import.meta.dirname, '../..')

export const TEXT_FILES = ['studio.json', 'desktop.json'] as const

/** Texts of a language by their whole key. */
export function textsOf(language: Language, file: (typeof TEXT_FILES)[number]): ReadonlyMap<string, string> {
  const tree: unknown = JSON.parse(readFileSync(join(root, 'resources/locales', language, file), 'utf8'))
  return new Map(flatten(tree, ''))
}

/** Every language but the one the keys are made in. */
export const TRANSLATIONS = LANGUAGES.map(({ id }) => id).filter((id) => id !== 'en')

function flatten(node: unknown, path: string): [string, string][] {
  if (typeof node === 'string') return [[path, node]]
  if (node === null || typeof node !== 'object') throw new Error(`${path} is no text`)
  return Object.entries(node).flatMap(([key, inner]) => flatten(inner, path === '' ? key : `${path}.${key}`))
}

const PLURAL = /_(zero|one|two|few|many|other)$/

/** The key as code writes it: without its plural form. */
export function keyInCode(key: string): string {
  return key.replace(PLURAL, '')
}

export function pluralOf(key: string): string | undefined {
  return PLURAL.exec(key)?.[1]
}

/** The names in double braces, sorted. */
export function placeholdersOf(text: string): string[] {
  return [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name = '']) => name).sort()
}

/** What the code asks for: whole keys, and patterns for keys that are put together. */
export function askedKeys(): { readonly whole: ReadonlySet<string>; readonly patterns: readonly RegExp[] } {
  const sources = globSync('{renderer,app/domain,electron}/**/*.{ts,tsx}', { cwd: root }).map((path) =>
    readFileSync(join(root, path), 'utf8'),
  )
  const whole = new Set<string>()
  const patterns: RegExp[] = []
  for (const source of sources) {
    for (const [, key = ''] of source.matchAll(/'([a-zA-Z-]+(?:\.[\w-]+)+)'/g)) whole.add(key)
    for (const [, template = ''] of source.matchAll(/`([a-zA-Z-]+\.(?:[\w.-]|\$\{[^}]*\})*)`/g)) {
      const parts = template.split(/\$\{[^}]*\}/).map((part) => part.replaceAll('.', '\\.'))
      // Codes of errors have dots of their own; nothing else that is put into a key has.
      const inserted = template.startsWith('errors.') ? '[\\w.-]+' : '[\\w-]+'
      patterns.push(new RegExp(`^${parts.join(inserted)}$`))
    }
  }
  return { whole, patterns }
}
