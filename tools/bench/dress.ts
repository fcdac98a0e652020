import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { canonicalJson } from '../../app/domain/json.ts'
import type { Plane, Rgb8 } from '../../app/domain/raster.ts'
import type { OpenEyes } from '../../app/inference/open-eyes.ts'
import { readMask, readRgb } from '../../app/pipeline/read-raster.ts'
import { createStep, type Step } from '../../app/pipeline/step.ts'
import { type TryOnDraft, tryOn } from '../../app/pipeline/try-on.ts'
import type { ArtifactStore } from '../../app/platform/artifacts.ts'
import { changedOutside, coverOf } from './compare-look.ts'

const LONG_SIDE_PX = 1024

/** What a measured draft runs on, and the folder for its picture. */
export interface Bench {
  readonly artifacts: ArtifactStore
  readonly eyes: OpenEyes
  readonly folder: string
  /** Remembers what was found about the pictures of earlier drafts; absent, everything is done anew. */
  readonly step?: Step
}

export interface Cover {
  readonly coverage: number
  readonly leak: number
  readonly changedOutside: number
}

export interface Dressed {
  readonly picture: Rgb8
  readonly shown: Plane
  readonly file: string
  score(truth: Plane): Cover
}

/** Runs the whole pipeline in this thread; null when it refuses. */
export async function dress(
  { artifacts, eyes, folder, step = directStep(artifacts, eyes) }: Bench,
  input: { readonly person: string; readonly garment: Uint8Array; readonly name: string },
): Promise<Dressed | null> {
  let draft: TryOnDraft
  try {
    draft = await tryOn(step, {
      person: await artifacts.writeBytes(await readFile(input.person)),
      garments: [{ garment: await artifacts.writeBytes(input.garment), garmentType: 'auto', front: 'closed' }],
      tuck: 'auto',
      workingLongSide: LONG_SIDE_PX,
      maxRetries: 0,
      qualityThreshold: 0.7,
      debug: true,
    })
  } catch (thrown) {
    process.stderr.write(`${input.name}: ${thrown instanceof Error ? thrown.message : String(thrown)}\n`)
    return null
  }
  const picture = await readRgb(artifacts, draft.draft)
  const before = await readRgb(artifacts, draft.before)
  const editMask = await readMask(artifacts, draft.editMask)
  const shownId = draft.garments[0]?.debug['garment']
  if (!shownId) throw new Error('A draft made for debugging holds the mask of the garment')
  const shown = await readMask(artifacts, shownId)
  const file = join(folder, `${input.name}.png`)
  await sharp(picture.data, { raw: { width: picture.width, height: picture.height, channels: 3 } })
    .png({ compressionLevel: 3 })
    .toFile(file)
  return {
    picture,
    shown,
    file,
    score: (truth) => ({ ...coverOf(shown, truth), changedOutside: changedOutside(before, picture, editMask) }),
  }
}

/** Runs stages in this thread and remembers what they gave. */
export function directStep(artifacts: ArtifactStore, eyes: OpenEyes): Step {
  const memo = new Map<string, unknown>()
  return createStep({
    execute: async (stage, input, context) => stage.run(input as never, { services: { artifacts, eyes } as never, ...context }),
    memo: {
      read: async (key) => memo.get(key),
      write: async (key, output) => {
        memo.set(key, output)
      },
    },
    keyOf: (stage, input) => `${stage.id}:${canonicalJson(input)}`,
    signal: new AbortController().signal,
    onProgress: () => undefined,
    onFinished: () => undefined,
    nowMs: () => performance.now(),
  })
}
