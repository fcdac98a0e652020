import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { Blob, Face, Font } from 'harfbuzzjs'
import type { FONT_FAMILIES } from '../../domain/document/layer.ts'
import { unpackWoff } from './woff.ts'

export type FontFamily = (typeof FONT_FAMILIES)[number]

/** One file of a family in one weight. The families come as files of a few scripts each. */
export interface FontFace {
  readonly font: Font
  readonly unitsPerEm: number
  has(codePoint: number): boolean
}

const SUBSETS: Readonly<Record<FontFamily, { readonly packageName: string; readonly subsets: readonly string[] }>> = {
  'IBM Plex Sans': {
    packageName: 'ibm-plex-sans',
    subsets: ['latin', 'latin-ext', 'greek', 'cyrillic', 'cyrillic-ext', 'vietnamese'],
  },
  'IBM Plex Sans Hebrew': { packageName: 'ibm-plex-sans-hebrew', subsets: ['hebrew'] },
  'IBM Plex Sans Arabic': { packageName: 'ibm-plex-sans-arabic', subsets: ['arabic'] },
}

/** Latin letters, figures and signs come from the first of them, whichever family is asked for: all three share those forms. */
const FALLBACK: readonly FontFamily[] = ['IBM Plex Sans', 'IBM Plex Sans Hebrew', 'IBM Plex Sans Arabic']

const require = createRequire(import.meta.url)
const loaded = new Map<string, FontFace>()

/** The files that letters are looked for in, in this order. Each is read when a letter first reaches it, and kept. */
export function* facesFor(family: FontFamily, weight: number): Generator<FontFace> {
  for (const name of [family, ...FALLBACK.filter((other) => other !== family)]) {
    const { packageName, subsets } = SUBSETS[name]
    for (const subset of subsets) yield load(packageName, subset, weight)
  }
}

function load(packageName: string, subset: string, weight: number): FontFace {
  const file = `${packageName}-${subset}-${weight}-normal.woff`
  const known = loaded.get(file)
  if (known !== undefined) return known
  const face = new Face(new Blob(unpackWoff(readFileSync(require.resolve(`@fontsource/${packageName}/files/${file}`)))))
  const letters = new Set(face.collectUnicodes())
  const read: FontFace = { font: new Font(face), unitsPerEm: face.upem, has: (codePoint) => letters.has(codePoint) }
  loaded.set(file, read)
  return read
}
