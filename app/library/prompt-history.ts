import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { StudioError } from '../domain/errors.ts'
import { type SavedVersion, savedVersion, type TemplateId, templateId, versionNumber } from '../domain/prompting/prompt-texts.ts'
import { isMissing, writePrecious } from '../platform/files.ts'
import { tempFolder } from './layout.ts'

/** Texts of prompts as people have changed them, every version of them. */
export interface PromptHistory {
  /** Of one template, oldest first. */
  versions(template: TemplateId): readonly SavedVersion[]
  /** The version that counts; null is the studio's own text. */
  current(template: TemplateId): SavedVersion | null
  /** Adds a version, which counts from then on. @throws StudioError `prompt.full`, `storage.full`, `storage.failed` */
  save(version: Omit<SavedVersion, 'number'>): Promise<SavedVersion>
  /** Lets an earlier version count again, or the studio's own. @throws StudioError `prompt.version-not-found`, `storage.*` */
  restore(template: TemplateId, number: number | null): Promise<void>
}

const stored = z.object({
  version: z.literal(1),
  current: z.partialRecord(templateId, versionNumber),
  versions: z.array(savedVersion),
})
type Stored = z.output<typeof stored>

const FILE = 'prompts.json'
/** Of all templates together. */
const MOST_VERSIONS = 500

/** Opens the file; none is no version. One that cannot be read is left as it is, and saving is refused: it may be of a later program. */
export async function openPromptHistory(libraryFolder: string): Promise<PromptHistory> {
  const path = join(libraryFolder, FILE)
  const read = await readStored(path)
  let now = read.stored
  let writing = Promise.resolve()
  const change = async (make: () => Stored): Promise<void> => {
    const work = writing.then(async () => {
      if (read.failure !== null) throw new StudioError('storage.failed', `${FILE} cannot be read`, { cause: read.failure })
      const next = make()
      const source = new TextEncoder().encode(`${JSON.stringify(next, null, 2)}\n`)
      await writePrecious({ path, source, tempFolder: tempFolder(libraryFolder) })
      now = next
    })
    writing = work.catch(() => undefined)
    await work
  }
  const of = (template: TemplateId): SavedVersion[] => now.versions.filter((version) => version.template === template)
  const find = (template: TemplateId, number: number | null): SavedVersion | undefined => of(template).find((one) => one.number === number)
  return {
    versions: of,
    current: (template) => find(template, now.current[template] ?? null) ?? null,
    async save(version) {
      let saved: SavedVersion | undefined
      await change(() => {
        if (now.versions.length >= MOST_VERSIONS) throw new StudioError('prompt.full', `${FILE} holds as many versions as it can`)
        saved = { ...version, number: (of(version.template).at(-1)?.number ?? 0) + 1 }
        return { ...now, current: { ...now.current, [version.template]: saved.number }, versions: [...now.versions, saved] }
      })
      if (saved === undefined) throw new StudioError('internal', 'Nothing was saved')
      return saved
    },
    async restore(template, number) {
      if (number !== null && find(template, number) === undefined) throw noVersion(template, number)
      await change(() => ({ ...now, current: { ...now.current, [template]: number } }))
    },
  }
}

export function noVersion(template: TemplateId, number: number): StudioError {
  return new StudioError('prompt.version-not-found', `There is no version ${number} of ${template}`, { details: { template, number } })
}

async function readStored(path: string): Promise<{ stored: Stored; failure: unknown }> {
  const none: Stored = { version: 1, current: {}, versions: [] }
  try {
    return { stored: stored.parse(JSON.parse(await readFile(path, 'utf8'))), failure: null }
  } catch (thrown) {
    return { stored: none, failure: isMissing(thrown) ? null : thrown }
  }
}
