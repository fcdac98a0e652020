import type { clipsContract } from '../../contract/clips.ts'
import type { Handlers } from '../../contract/define.ts'
import { artifactOfClip } from '../../library/assets.ts'
import { clipStrip } from '../../pipeline/stages/clip-strip.ts'
import { clipWave } from '../../pipeline/stages/clip-wave.ts'
import type { Step } from '../../pipeline/step.ts'
import type { StudioContext } from './context.ts'

export function clipsHandlers({ library, createStep }: StudioContext): Handlers<typeof clipsContract> {
  const stepFor = (signal: AbortSignal): Step => createStep({ plan: [], signal, progress: () => undefined }).step
  return {
    'clips.strip': async ({ assetId, ...wanted }, { signal }) =>
      stepFor(signal)(clipStrip, { source: await artifactOfClip(library, assetId), ...wanted }),
    'clips.wave': async ({ assetId, points }, { signal }) => {
      const { wave } = await stepFor(signal)(clipWave, { source: await artifactOfClip(library, assetId), points })
      return { peaks: wave === null ? null : [...(await library.artifacts.readBytes(wave))] }
    },
  }
}
