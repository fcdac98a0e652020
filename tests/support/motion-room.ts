import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { canonicalJson } from '../../app/domain/json.ts'
import { openEyes } from '../../app/inference/open-eyes.ts'
import { type MotionClip, type MotionRequest, motionClip } from '../../app/pipeline/motion-clip.ts'
import { createStep, type StageRun } from '../../app/pipeline/step.ts'
import { type ArtifactStore, openArtifacts } from '../../app/platform/artifacts.ts'
import { imageLimits } from '../../app/platform/config.ts'
import { videoTools } from './video-tools.ts'

/** The pipeline that makes clips of stills in this thread, over a store of its own. */
export interface MotionRoom {
  readonly artifacts: ArtifactStore
  clip(
    still: string | Uint8Array,
    request: Pick<MotionRequest, 'direction'> & Partial<MotionRequest>,
    signal?: AbortSignal,
  ): Promise<MadeClip>
  /** Forgets every stage, so that the next clip is made anew. */
  forget(): void
  close(): Promise<void>
}

export interface MadeClip extends MotionClip {
  readonly bytes: Uint8Array
  readonly runs: readonly StageRun[]
}

export async function openMotionRoom(): Promise<MotionRoom> {
  const folder = await mkdtemp(join(tmpdir(), 'drape-motion-room-'))
  await mkdir(join(folder, 'tmp'), { recursive: true })
  const artifacts = openArtifacts(folder)
  const eyes = await openEyes()
  const memo = new Map<string, unknown>()
  return {
    artifacts,
    async clip(still, request, signal = new AbortController().signal) {
      const runs: StageRun[] = []
      const step = createStep({
        execute: async (stage, input, context) =>
          stage.run(input as never, { services: { artifacts, eyes, video: videoTools } as never, ...context }),
        memo: {
          read: async (key) => memo.get(key),
          write: async (key, output) => void memo.set(key, output),
        },
        keyOf: (stage, input) => `${stage.id}:${canonicalJson(input)}`,
        signal,
        onProgress: () => undefined,
        onFinished: (run) => runs.push(run),
        nowMs: () => performance.now(),
      })
      const source = await artifacts.writeBytes(typeof still === 'string' ? await readFile(still) : still)
      const made = await motionClip(step, { clothMask: null, size: null, limits: imageLimits.parse({}), ...request, source })
      return { ...made, bytes: await artifacts.readBytes(made.clip), runs }
    },
    forget: () => memo.clear(),
    async close() {
      await eyes.close()
      await rm(folder, { recursive: true })
    },
  }
}
