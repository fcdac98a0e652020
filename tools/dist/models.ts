import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { listModels } from '../../app/inference/manifest.ts'
import { readModelFile } from '../../app/inference/model-files.ts'

/**
 * Takes the networks out of the npm packages: a packed app has the files it uses, not the packages around them.
 *
 * @returns how many files, and their bytes.
 * @throws StudioError `model.damaged` where one is missing or is not the one that was checked
 */
export async function collectModels(folder: string): Promise<{ readonly files: number; readonly sizeBytes: number }> {
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  const written = new Map<string, number>()
  for (const facts of listModels()) {
    const bytes = await readModelFile(facts, null)
    await writeFile(join(folder, facts.file), bytes)
    written.set(facts.file, bytes.length)
  }
  return { files: written.size, sizeBytes: [...written.values()].reduce((sum, size) => sum + size, 0) }
}
