import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { type UserTemplate, userTemplate } from '../domain/director/templates.ts'
import { StudioError } from '../domain/errors.ts'
import { isMissing, writePrecious } from '../platform/files.ts'
import { tempFolder } from './layout.ts'

/** Templates of motion that people have saved, in `motion-templates.json`: beside the index, so that making that again does not lose them. */
export interface TemplateFile {
  /** By brand and name. */
  list(): readonly UserTemplate[]
  /** Takes the place of one of the same brand and name. @throws StudioError `motion.template-full`, `storage.full`, `storage.failed` */
  save(template: UserTemplate): Promise<void>
  /** Gives back what was forgotten, so that it can be saved again. @throws StudioError `motion.template-not-found`, and as `save` */
  forget(which: Pick<UserTemplate, 'name' | 'brand'>): Promise<UserTemplate>
}

const MOST_TEMPLATES = 500
const stored = z.object({ version: z.literal(1), templates: z.array(userTemplate) })

/**
 * Opens the file; none is no templates. One that cannot be read is left as it is: it may be of a later version, and what is saved then is
 * refused instead of taking its place.
 */
export async function openTemplates(libraryFolder: string): Promise<TemplateFile> {
  const path = join(libraryFolder, 'motion-templates.json')
  const read = await readStored(path)
  let current: readonly UserTemplate[] = read.templates
  let writing = Promise.resolve()
  const change = async (make: () => readonly UserTemplate[]): Promise<void> => {
    const work = writing.then(async () => {
      if (read.failure !== null) throw new StudioError('storage.failed', 'The file of templates cannot be read', { cause: read.failure })
      const next = make()
      const source = new TextEncoder().encode(`${JSON.stringify({ version: 1, templates: next }, null, 2)}\n`)
      await writePrecious({ path, source, tempFolder: tempFolder(libraryFolder) })
      current = next
    })
    writing = work.catch(() => undefined)
    await work
  }
  return {
    list: () => current,
    save: (template) =>
      change(() => {
        const others = current.filter((one) => !isSame(one, template))
        if (others.length >= MOST_TEMPLATES) throw new StudioError('motion.template-full', 'There are too many templates')
        return [...others, template].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
      }),
    async forget(which) {
      const found = current.find((one) => isSame(one, which))
      if (found === undefined) throw new StudioError('motion.template-not-found', 'There is no such template')
      await change(() => current.filter((one) => !isSame(one, which)))
      return found
    },
  }
}

const keyOf = ({ brand, name }: Pick<UserTemplate, 'name' | 'brand'>): string => `${brand ?? ''}\u0000${name}`
const isSame = (a: Pick<UserTemplate, 'name' | 'brand'>, b: Pick<UserTemplate, 'name' | 'brand'>): boolean => keyOf(a) === keyOf(b)

async function readStored(path: string): Promise<{ templates: readonly UserTemplate[]; failure: unknown }> {
  try {
    return { templates: stored.parse(JSON.parse(await readFile(path, 'utf8'))).templates, failure: null }
  } catch (thrown) {
    return { templates: [], failure: isMissing(thrown) ? null : thrown }
  }
}
