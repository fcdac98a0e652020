import { createHash } from 'node:crypto'
import { type ModelName, modelFactsOf } from '../manifest.ts'
import { readModelFile } from '../model-files.ts'
import { addNormalization } from './model-metadata.ts'
import { storedZip } from './stored-zip.ts'

/** Raised whenever the same networks make another bundle. */
const FORMAT = 1

/** Names that MediaPipe's pose task looks for; the networks are those that drafts are made with while somebody waits. */
const PARTS = [
  { file: 'pose_detector.tflite', model: 'pose-detector' },
  { file: 'pose_landmarks_detector.tflite', model: 'pose-full' },
] as const satisfies readonly { readonly file: string; readonly model: ModelName }[]

/**
 * Makes the bundle that MediaPipe's pose task in a page runs on, from the networks of the studio: 9.4 MB, 30 ms.
 *
 * @param folder as for `readModelFile`
 * @throws StudioError `model.damaged`
 */
export async function makePoseTask(folder: string | null): Promise<Uint8Array<ArrayBuffer>> {
  const entries = await Promise.all(
    PARTS.map(async ({ file, model }) => {
      const facts = modelFactsOf(model)
      return { name: file, bytes: addNormalization(await readModelFile(facts, folder), facts.input) }
    }),
  )
  return storedZip(entries)
}

/** Names the bytes of the bundle without making it: known before a network is read. */
export function poseTaskMark(): string {
  const digests = PARTS.map(({ model }) => modelFactsOf(model).sha256)
  return createHash('sha256')
    .update(JSON.stringify([FORMAT, ...digests]))
    .digest('hex')
}
