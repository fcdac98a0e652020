import { randomBytes } from 'node:crypto'
import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { JobSummary } from '../domain/job.ts'

/** Uploads wait here until their import has run. Not `tmp/`: that is emptied at every start, and a queued import may outlive a crash. */
const FOLDER = 'inbox'
const DAY_MS = 24 * 60 * 60 * 1000

export function uploadPath(libraryFolder: string, id: string): string {
  return join(libraryFolder, FOLDER, id)
}

/** A new place for an upload. */
export async function openUpload(libraryFolder: string, now: number): Promise<{ readonly id: string; readonly path: string }> {
  await mkdir(join(libraryFolder, FOLDER), { recursive: true })
  const time = now.toString(36).padStart(10, '0')
  const tail = [...randomBytes(10)].map((byte) => (byte % 36).toString(36)).join('')
  const id = `upl_${time}${tail}`
  return { id, path: uploadPath(libraryFolder, id) }
}

/** Removes uploads older than a day that no unfinished job names. */
export async function sweepUploads(
  libraryFolder: string,
  options: { readonly now: number; readonly unfinished: readonly JobSummary[] },
): Promise<number> {
  const wanted = JSON.stringify(options.unfinished.map((job) => job.payload))
  let removed = 0
  for (const name of await readdir(join(libraryFolder, FOLDER)).catch(() => [] as string[])) {
    const path = join(libraryFolder, FOLDER, name)
    const age = options.now - (await stat(path)).mtimeMs
    if (age < DAY_MS || wanted.includes(name)) continue
    await rm(path, { force: true })
    removed += 1
  }
  return removed
}
