import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { type UserTemplate, userTemplate } from '../domain/director/templates.ts'
import { type ErrorCode, StudioError } from '../domain/errors.ts'
import { type PromptPreset, promptPreset } from '../domain/prompting/prompt-preset.ts'
import { type SavedClipRecipe, savedClipRecipe } from '../domain/video/saved-clip-recipe.ts'
import { isMissing, writePrecious } from '../platform/files.ts'
import { tempFolder } from './layout.ts'

/** Something that a person has kept under a name, for everything or for one brand. */
interface Named {
  readonly name: string
  readonly brand: string | null
}

/** What was kept under names, in a file beside the index, so that making that again does not lose it. */
export interface NamedFile<Kept extends Named> {
  /** By brand and name. */
  list(): readonly Kept[]
  /** Takes the place of one of the same brand and name. @throws StudioError the file's own code for too many, `storage.full`, `storage.failed` */
  save(kept: Kept): Promise<void>
  /** Gives back what was forgotten, so that it can be saved again. @throws StudioError the file's own code for none, and as `save` */
  forget(which: Named): Promise<Kept>
}

interface FileKind<Kept extends Named> {
  readonly fileName: string
  /** What the list is called in the file. */
  readonly field: string
  readonly schema: z.ZodType<Kept>
  readonly full: ErrorCode
  readonly notFound: ErrorCode
}

const MOST_KEPT = 500

/** Templates of motion that people have saved. */
export function openTemplates(libraryFolder: string): Promise<NamedFile<UserTemplate>> {
  return openNamedFile(libraryFolder, {
    fileName: 'motion-templates.json',
    field: 'templates',
    schema: userTemplate,
    full: 'motion.template-full',
    notFound: 'motion.template-not-found',
  })
}

/** What clips go out as, saved by people. */
export function openClipRecipes(libraryFolder: string): Promise<NamedFile<SavedClipRecipe>> {
  return openNamedFile(libraryFolder, {
    fileName: 'clip-recipes.json',
    field: 'recipes',
    schema: savedClipRecipe,
    full: 'clips.recipe-full',
    notFound: 'clips.recipe-not-found',
  })
}

/** Looks for prompts, saved by people. */
export function openPromptPresets(libraryFolder: string): Promise<NamedFile<PromptPreset>> {
  return openNamedFile(libraryFolder, {
    fileName: 'prompt-presets.json',
    field: 'presets',
    schema: promptPreset,
    full: 'prompt.preset-full',
    notFound: 'prompt.preset-not-found',
  })
}

/**
 * Opens the file; none is an empty list. One that cannot be read is left as it is: it may be of a later version, and what is saved then is
 * refused instead of taking its place.
 */
async function openNamedFile<Kept extends Named>(libraryFolder: string, kind: FileKind<Kept>): Promise<NamedFile<Kept>> {
  const path = join(libraryFolder, kind.fileName)
  const read = await readStored(path, kind)
  let current = read.kept
  let writing = Promise.resolve()
  const change = async (make: () => readonly Kept[]): Promise<void> => {
    const work = writing.then(async () => {
      if (read.failure !== null) throw new StudioError('storage.failed', `${kind.fileName} cannot be read`, { cause: read.failure })
      const next = make()
      const source = new TextEncoder().encode(`${JSON.stringify({ version: 1, [kind.field]: next }, null, 2)}\n`)
      await writePrecious({ path, source, tempFolder: tempFolder(libraryFolder) })
      current = next
    })
    writing = work.catch(() => undefined)
    await work
  }
  return {
    list: () => current,
    save: (kept) =>
      change(() => {
        const others = current.filter((one) => !isSame(one, kept))
        if (others.length >= MOST_KEPT) throw new StudioError(kind.full, `${kind.fileName} holds as many as it can`)
        return [...others, kept].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
      }),
    async forget(which) {
      const found = current.find((one) => isSame(one, which))
      if (found === undefined) throw new StudioError(kind.notFound, `${kind.fileName} has none of this name`)
      await change(() => current.filter((one) => !isSame(one, which)))
      return found
    },
  }
}

const keyOf = ({ brand, name }: Named): string => `${brand ?? ''}\u0000${name}`
const isSame = (a: Named, b: Named): boolean => keyOf(a) === keyOf(b)

async function readStored<Kept extends Named>(
  path: string,
  { field, schema }: FileKind<Kept>,
): Promise<{ kept: readonly Kept[]; failure: unknown }> {
  try {
    const stored = z
      .object({ version: z.literal(1) })
      .loose()
      .parse(JSON.parse(await readFile(path, 'utf8')))
    return { kept: z.array(schema).parse(stored[field]), failure: null }
  } catch (thrown) {
    return { kept: [], failure: isMissing(thrown) ? null : thrown }
  }
}
