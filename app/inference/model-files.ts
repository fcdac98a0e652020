import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { StudioError } from '../domain/errors.ts'
import type { ModelFacts } from './manifest.ts'

/**
 * Reads a model file and checks that it is the one the manifest names.
 *
 * @param folder where the files of a packaged app lie; null takes them from the npm packages of this checkout.
 * @throws StudioError `model.damaged` when the file is missing or its SHA-256 differs.
 */
export async function readModelFile(facts: ModelFacts, folder: string | null): Promise<Uint8Array> {
  const bytes = await readWhole(facts, folder)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  if (sha256 !== facts.sha256) {
    const details = { model: facts.name, expected: facts.sha256, found: sha256, sizeBytes: bytes.length }
    throw new StudioError('model.damaged', `The file of the model ${facts.name} is not the one that was checked`, { details })
  }
  return bytes
}

async function readWhole(facts: ModelFacts, folder: string | null): Promise<Uint8Array> {
  try {
    return await readFile(folder === null ? pathInPackage(facts) : join(folder, facts.file))
  } catch (cause) {
    const details = { model: facts.name, reason: 'missing' }
    throw new StudioError('model.damaged', `The file of the model ${facts.name} cannot be read`, { details, cause })
  }
}

function pathInPackage(facts: ModelFacts): string {
  const require = createRequire(import.meta.url)
  return join(dirname(require.resolve(`${facts.package}/package.json`)), facts.path)
}
