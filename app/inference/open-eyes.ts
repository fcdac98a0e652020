import type { Eyes } from './eyes.ts'
import { findPeople } from './pose/find-people.ts'
import { personProbability } from './selfie.ts'
import { openModels } from './session.ts'

export interface EyesOptions {
  /** Folder with the model files of a packaged app; null finds them in the npm packages of this checkout. */
  readonly modelFolder?: string | null
  /** Weights kept in memory, in bytes; all models together need 80 MB. */
  readonly budgetBytes?: number
  /** Loads the models of a kept result at once (about a second) instead of at the first picture. */
  readonly warm?: 'lazily' | 'at-once'
}

export interface OpenEyes extends Eyes {
  /** Frees the native sessions; using the eyes afterwards loads them again. */
  close(): Promise<void>
}

const DEFAULT_BUDGET_BYTES = 256_000_000

/**
 * Opens the on-device models. Works in any thread; nothing is shared between threads.
 *
 * @throws StudioError `model.damaged` when `warm` is `at-once` and a file is missing or is not the one that was checked.
 */
export async function openEyes(options: EyesOptions = {}): Promise<OpenEyes> {
  const models = openModels({ folder: options.modelFolder ?? null, budgetBytes: options.budgetBytes ?? DEFAULT_BUDGET_BYTES })
  if (options.warm === 'at-once') {
    for (const model of ['pose-detector', 'pose-heavy', 'selfie'] as const) await models.warm(model)
  }
  return {
    findPeople: (image, findOptions) => findPeople(models, image, findOptions),
    personProbability: (image, box) => personProbability(models, image, box),
    close: () => models.close(),
  }
}
