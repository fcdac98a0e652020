import { type FontFace, type FontFamily, facesFor } from './font-faces.ts'

/** A stretch of a paragraph that is shaped in one go: one direction, one script, one font file. */
export interface Run {
  readonly start: number
  readonly end: number
  readonly level: number
  /** ISO 15924, as OpenType and Unicode name scripts. */
  readonly script: string
  readonly face: FontFace
}

const SCRIPTS = [
  ['Latn', /\p{Script=Latin}/u],
  ['Hebr', /\p{Script=Hebrew}/u],
  ['Arab', /\p{Script=Arabic}/u],
  ['Grek', /\p{Script=Greek}/u],
  ['Cyrl', /\p{Script=Cyrillic}/u],
] as const

/** Letters that take the script and the font of what stands before them: spaces, signs, marks, joiners. */
const NEUTRAL = /[\p{Script=Common}\p{Script=Inherited}]/u
/** What never stands alone. */
const ATTACHED = /\p{M}|\u200c|\u200d|[\ufe00-\ufe0f]/u

/**
 * Parts a paragraph into runs.
 *
 * @param missing takes letters that no font has; they are shown as empty boxes.
 */
export function runsOf(
  text: string,
  {
    levels,
    family,
    weight,
    missing,
  }: { readonly levels: Uint8Array; readonly family: FontFamily; readonly weight: number; readonly missing: Set<string> },
): Run[] {
  const runs: Run[] = []
  let script = firstScript(text)
  let face: FontFace | undefined
  for (let i = 0; i < text.length; ) {
    const codePoint = text.codePointAt(i) ?? 0
    const letter = String.fromCodePoint(codePoint)
    if (!NEUTRAL.test(letter)) script = scriptOf(letter)
    face = ATTACHED.test(letter) && face !== undefined ? face : faceOf(letter, { family, weight, before: face, missing })
    const level = levels[i] ?? 0
    const last = runs.at(-1)
    const end = i + letter.length
    if (last !== undefined && last.level === level && last.script === script && last.face === face) runs[runs.length - 1] = { ...last, end }
    else runs.push({ start: i, end, level, script, face })
    i = end
  }
  return runs
}

const scriptOf = (letter: string): string => SCRIPTS.find(([, pattern]) => pattern.test(letter))?.[0] ?? 'Zyyy'

function firstScript(text: string): string {
  for (const letter of text) if (!NEUTRAL.test(letter)) return scriptOf(letter)
  return 'Zyyy'
}

interface Wanted {
  readonly family: FontFamily
  readonly weight: number
  readonly before: FontFace | undefined
  readonly missing: Set<string>
}

/** A sign that the font of the letter before has as well stays with it, or a line would change its looks at every space. */
function faceOf(letter: string, { family, weight, before, missing }: Wanted): FontFace {
  const codePoint = letter.codePointAt(0) ?? 0
  if (before !== undefined && NEUTRAL.test(letter) && before.has(codePoint)) return before
  let first: FontFace | undefined
  for (const face of facesFor(family, weight)) {
    first ??= face
    if (face.has(codePoint)) return face
  }
  if (first === undefined) throw new RangeError(`There is no font ${family}`)
  if (!/\p{Default_Ignorable_Code_Point}/u.test(letter)) missing.add(letter)
  return before ?? first
}
