import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import type { ArtifactId } from '../../../app/domain/ids.ts'
import { canonicalJson } from '../../../app/domain/json.ts'
import { type Plane, type Rgb8, type Rgba8, rgb8, rgba8 } from '../../../app/domain/raster.ts'
import type { OpenEyes } from '../../../app/inference/open-eyes.ts'
import { readMask, readPicture, readRgb } from '../../../app/pipeline/read-raster.ts'
import { analyseGarment } from '../../../app/pipeline/stages/analyse-garment.ts'
import { loadPhoto } from '../../../app/pipeline/stages/load-photo.ts'
import { prepareGarment } from '../../../app/pipeline/stages/prepare-garment.ts'
import { createStep, type Step } from '../../../app/pipeline/step.ts'
import { type GarmentMeasure, readMeasure } from '../../../app/pipeline/stored-fit.ts'
import { tryOn } from '../../../app/pipeline/try-on.ts'
import { type ArtifactStore, openArtifacts } from '../../../app/platform/artifacts.ts'
import type { Body } from '../../../app/raster/body/body.ts'
import type { Crop } from '../../../app/raster/body/person-crop.ts'
import { readSceneFactsOf } from './scene-facts.ts'

/** Long side of photographs and drafts in this bench. */
const LONG_SIDE_PX = 1024

/** A draft and what is needed to damage it. */
export interface MadeDraft {
  readonly picture: Rgb8
  /** How much of each pixel shows the garment. */
  readonly shown: Plane
  readonly body: { readonly body: Body; readonly crop: Crop }
  /** PNG of the picture, stored. */
  readonly file: ArtifactId
}

/** A garment's photograph, taken apart. */
export interface KnownPhoto {
  readonly photo: Rgb8
  readonly alpha: Uint8Array | null
  readonly mask: Plane
  readonly cutOut: Rgba8
  readonly measure: GarmentMeasure | null
}

/** Where drafts are made and kept: what an earlier run made is read back, by stage, version and input. */
export interface Workshop {
  readonly artifacts: ArtifactStore
  readonly step: Step
  /** The same, but one stage is always run; its wall and processor time in this thread are told. */
  stepWithout(stageId: string, onRun: (wallMs: number, cpuMs: number) => void): Step
  store(path: string): Promise<ArtifactId>
  storePicture(picture: Rgb8 | Rgba8): Promise<ArtifactId>
  know(photo: ArtifactId): Promise<KnownPhoto>
  /** Null when the pipeline refuses. */
  dress(person: ArtifactId, garment: ArtifactId): Promise<MadeDraft | null>
  save(): Promise<void>
}

export async function openWorkshop(folder: string, eyes: OpenEyes): Promise<Workshop> {
  await mkdir(join(folder, 'tmp'), { recursive: true })
  const artifacts = openArtifacts(folder)
  const memoFile = join(folder, 'memo.json')
  const memo = new Map<string, unknown>(JSON.parse(await readFile(memoFile, 'utf8').catch(() => '[]')))
  const stepWithout = (fresh: string | null, onRun: (wallMs: number, cpuMs: number) => void): Step =>
    createStep({
      execute: async (stage, input, context) => {
        const started = [performance.now(), cpuNowMs()] as const
        const output = await stage.run(input as never, { services: { artifacts, eyes } as never, ...context })
        if (stage.id === fresh) onRun(performance.now() - started[0], cpuNowMs() - started[1])
        return output
      },
      memo: {
        read: async (key) => memo.get(key),
        write: async (key, output) => {
          if (fresh === null || !key.startsWith(`${fresh} `)) memo.set(key, output)
        },
      },
      keyOf: (stage, input) => `${stage.id} ${stage.version} ${canonicalJson(input as never)}`,
      signal: new AbortController().signal,
      onProgress: () => undefined,
      onFinished: () => undefined,
      nowMs: () => performance.now(),
    })
  const step = stepWithout(null, () => undefined)
  return {
    artifacts,
    step,
    stepWithout,
    store: async (path) => artifacts.writeBytes(await readFile(path)),
    storePicture: async (picture) => artifacts.writeBytes(await encode(picture)),
    know: (photo) => knowPhoto(artifacts, step, photo),
    dress: (person, garment) => dressWith(artifacts, step, { person, garment }),
    save: () => writeFile(memoFile, JSON.stringify([...memo])),
  }
}

/** Processor time of this thread: what else runs on the machine does not count. */
function cpuNowMs(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}

async function encode(picture: Rgb8 | Rgba8): Promise<Uint8Array> {
  const raw = { width: picture.width, height: picture.height, channels: picture.channels }
  return new Uint8Array(await sharp(picture.data, { raw }).png({ compressionLevel: 3 }).toBuffer())
}

async function knowPhoto(artifacts: ArtifactStore, step: Step, source: ArtifactId): Promise<KnownPhoto> {
  const loaded = await step(loadPhoto, { source, longSide: LONG_SIDE_PX })
  const picture = await readPicture(artifacts, loaded.image)
  const prepared = await step(prepareGarment, { image: loaded.image, garmentType: 'auto' })
  const cutOut = await readPicture(artifacts, prepared.cutOut)
  if (cutOut.channels !== 4) throw new Error('A cut-out has an alpha channel')
  const measured =
    prepared.wearer === null
      ? await step(analyseGarment, { cutOut: prepared.cutOut, type: prepared.type, sleeves: prepared.sleeves })
      : null
  return {
    photo: await readRgb(artifacts, loaded.image),
    alpha:
      picture.channels === 4 ? Uint8Array.from({ length: picture.width * picture.height }, (_, i) => picture.data[4 * i + 3] ?? 0) : null,
    mask: await readMask(artifacts, prepared.mask),
    cutOut,
    measure: measured === null ? null : await readMeasure(artifacts, measured.measure),
  }
}

/** The photograph with other colours, and the transparency that it had. */
export function withAlphaOf(known: KnownPhoto, changed: Rgb8): Rgb8 | Rgba8 {
  if (known.alpha === null) return rgb8(changed.width, changed.height, changed.data)
  const out = rgba8(changed.width, changed.height)
  for (let i = 0; i < known.alpha.length; i++) {
    for (let c = 0; c < 3; c++) out.data[4 * i + c] = changed.data[3 * i + c] ?? 0
    out.data[4 * i + 3] = known.alpha[i] ?? 0
  }
  return out
}

async function dressWith(
  artifacts: ArtifactStore,
  step: Step,
  pair: { readonly person: ArtifactId; readonly garment: ArtifactId },
): Promise<MadeDraft | null> {
  try {
    const draft = await tryOn(step, {
      person: pair.person,
      garments: [{ garment: pair.garment, garmentType: 'auto', front: 'closed' }],
      tuck: 'auto',
      workingLongSide: LONG_SIDE_PX,
      maxRetries: 0,
      qualityThreshold: 0.7,
      debug: true,
    })
    const debug = draft.garments[0]?.debug ?? {}
    const [shown, body] = [debug['garment'], debug['body']]
    if (!shown || !body) throw new Error('A draft made for debugging holds its masks')
    const picture = await readRgb(artifacts, draft.draft)
    return {
      picture,
      shown: await readMask(artifacts, shown),
      body: await readSceneFactsOf(artifacts, body),
      file: await artifacts.writeBytes(await encode(picture)),
    }
  } catch (thrown) {
    process.stderr.write(`refused: ${thrown instanceof Error ? thrown.message : String(thrown)}\n`)
    return null
  }
}
