import { readFile } from 'node:fs/promises'
import builtInJson from '../../models/registry.json' with { type: 'json' }
import { problemOfRegistry } from '../domain/cloud/check-registry.ts'
import { type RegistryFile, registryFile } from '../domain/cloud/model.ts'
import { mergeRegistries } from '../domain/cloud/registry.ts'
import { StudioError } from '../domain/errors.ts'
import { isMissing, storageError } from '../platform/files.ts'

/** The registry that comes with the studio. */
export function builtInRegistry(): RegistryFile {
  return parseRegistry(builtInJson, 'models/registry.json')
}

/**
 * The studio's registry, with what a file of the user's says later of any model. A file that is not there changes nothing; one that is wrong
 * anywhere is refused whole.
 *
 * @throws StudioError `request.invalid` with `at` and `problem`, `storage.failed` where it cannot be read.
 * @public for the studio
 */
export async function loadRegistry({
  builtIn,
  userFile,
}: {
  readonly builtIn: RegistryFile
  readonly userFile: string | null
}): Promise<RegistryFile> {
  if (userFile === null) return builtIn
  let text: string
  try {
    text = await readFile(userFile, 'utf8')
  } catch (thrown) {
    if (isMissing(thrown)) return builtIn
    throw storageError(thrown, userFile)
  }
  // What the names in it lead to is looked at in the two together: an update may name entries that the studio has already.
  const update = parseRegistry(jsonIn(text), 'the file')
  const twice = update.models.find(({ id }, at) => update.models.findIndex((one) => one.id === id) !== at)
  const merged = mergeRegistries(builtIn, update)
  const problem = twice === undefined ? problemOfRegistry(merged) : `${twice.id} is there twice`
  if (problem !== null) throw invalid('the file', problem)
  return merged
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw invalid('the file', cause instanceof Error ? cause.message : 'it is no JSON')
  }
}

function parseRegistry(value: unknown, name: string): RegistryFile {
  const parsed = registryFile.safeParse(value)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw invalid(
      issue === undefined || issue.path.length === 0 ? name : `${name}: ${issue.path.join('.')}`,
      issue?.message ?? 'it is no registry',
    )
  }
  return parsed.data
}

function invalid(at: string, problem: string): StudioError {
  return new StudioError('request.invalid', `The registry of models is wrong at ${at}: ${problem}`, { details: { at, problem } })
}
