import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Corrections } from '../../app/domain/corrections.ts'
import { canonicalJson } from '../../app/domain/json.ts'
import type { GarmentFront, GarmentType, Tuck } from '../../app/domain/try-on.ts'
import { openEyes } from '../../app/inference/open-eyes.ts'
import { gatherRewarp } from '../../app/pipeline/gather-rewarp.ts'
import { createStep, type StageRun, type Step } from '../../app/pipeline/step.ts'
import { type TryOnDraft, type TryOnInput, tryOn } from '../../app/pipeline/try-on.ts'
import { type ArtifactStore, openArtifacts } from '../../app/platform/artifacts.ts'
import { testdata } from './testdata.ts'

/** The pipeline of drafts in this thread, over a store of its own. */
export interface DressingRoom {
  readonly artifacts: ArtifactStore
  /** Makes a small draft of photos of the test data. */
  dress(outfit: Outfit): Promise<{ readonly draft: TryOnDraft; readonly runs: readonly StageRun[] }>
  /** The bytes by which a page lays one garment of a draft anew. */
  gatherRewarp(outfit: Outfit, index: number): Promise<Uint8Array<ArrayBuffer>>
  /** Forgets every stage, so that the next draft is made anew. */
  forget(): void
  close(): Promise<void>
}

interface Outfit {
  readonly person: string
  /** In wearing order: the photo, and what it is where that is asked for. */
  readonly garments: readonly (string | readonly [photo: string, type: GarmentType, front?: GarmentFront])[]
  readonly tuck?: Tuck
  readonly corrections?: Corrections
}

export async function openDressingRoom(): Promise<DressingRoom> {
  const folder = await mkdtemp(join(tmpdir(), 'drape-dressing-'))
  await mkdir(join(folder, 'tmp'), { recursive: true })
  const artifacts = openArtifacts(folder)
  const eyes = await openEyes()
  const memo = new Map<string, unknown>()
  const stepInto = (runs: StageRun[]): Step =>
    createStep({
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
      onFinished: (run) => runs.push(run),
      nowMs: () => performance.now(),
    })
  const bytesOf = async (path: string) => artifacts.writeBytes(await readFile(testdata(path)))
  const inputOf = async ({ person, garments, tuck = 'auto', corrections }: Outfit): Promise<TryOnInput> => {
    const worn = []
    for (const one of garments) {
      const [photo, garmentType, front = 'closed'] = typeof one === 'string' ? ([one, 'auto'] as const) : one
      worn.push({ garment: await bytesOf(photo), garmentType, front })
    }
    return {
      person: await bytesOf(person),
      garments: worn,
      tuck,
      workingLongSide: 640,
      maxRetries: 1,
      qualityThreshold: 0.7,
      debug: true,
      ...(corrections === undefined ? {} : { corrections }),
    }
  }
  return {
    artifacts,
    async dress(outfit) {
      const runs: StageRun[] = []
      const draft = await tryOn(stepInto(runs), await inputOf(outfit))
      return { draft, runs }
    },
    async gatherRewarp(outfit, index) {
      const kit = await gatherRewarp(stepInto([]), await inputOf(outfit), index)
      return Uint8Array.from(await artifacts.readBytes(kit))
    },
    forget: () => memo.clear(),
    async close() {
      await eyes.close()
      await rm(folder, { recursive: true })
    },
  }
}
