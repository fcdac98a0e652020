import { parse } from 'node:path'
import type { clipsContract } from '../../contract/clips.ts'
import type { Handlers } from '../../contract/define.ts'
import { StudioError } from '../../domain/errors.ts'
import type { AssetId } from '../../domain/ids.ts'
import type { ClipRecipe } from '../../domain/video/clip-recipe.ts'
import { previewOf } from '../../domain/video/export-plan.ts'
import { artifactOfClip, artifactOfPicture, getAsset, getPicture } from '../../library/assets.ts'
import { checkPostsFolder } from '../../library/post-folders.ts'
import { openClip } from '../../pipeline/open-clip.ts'
import { planExportOf } from '../../pipeline/plan-clip-export.ts'
import { clipStrip } from '../../pipeline/stages/clip-strip.ts'
import { clipWave } from '../../pipeline/stages/clip-wave.ts'
import type { Step } from '../../pipeline/step.ts'
import type { StudioContext } from './context.ts'

export function clipsHandlers({
  library,
  createStep,
  video,
  queue,
  config,
  host,
  clipRecipes,
}: StudioContext): Handlers<typeof clipsContract> {
  const stepFor = (signal: AbortSignal): Step => createStep({ plan: [], signal, progress: () => undefined }).step
  return {
    'clips.strip': async ({ assetId, ...wanted }, { signal }) =>
      stepFor(signal)(clipStrip, { source: await artifactOfClip(library, assetId), ...wanted }),
    'clips.wave': async ({ assetId, points }, { signal }) => {
      const { wave } = await stepFor(signal)(clipWave, { source: await artifactOfClip(library, assetId), points })
      return { peaks: wave === null ? null : [...(await library.artifacts.readBytes(wave))] }
    },
    'clips.plan-export': async ({ assetId, recipe }, { signal }) => {
      const source = await artifactOfClip(library, assetId)
      const { facts } = await openClip(source, { services: { artifacts: library.artifacts, video }, signal })
      const logoId = logoOf(recipe)
      const logo = logoId === null ? null : await artifactOfPicture(library, logoId)
      const { clip, plan } = await planExportOf(stepFor(signal), { source, facts, recipe, logo, limits: config.imageLimits })
      return previewOf(clip, recipe, plan)
    },
    'clips.export': async ({ assetId, recipe, name, posts }) => {
      const folder = posts?.folder ?? null
      if (folder !== null) {
        if (!host.capabilities.pathImport) throw new StudioError('request.forbidden', 'This host takes no paths')
        await checkPostsFolder(folder)
      }
      await artifactOfClip(library, assetId)
      const logo = logoOf(recipe)
      if (logo !== null) getPicture(library, logo)
      const asked = { assetId, recipe, name: name ?? parse(getAsset(library, assetId).name).name, posts }
      return { jobId: queue.enqueue('export-clips', asked).id }
    },
    'clips.recipes': () => ({ recipes: [...clipRecipes.list()] }),
    'clips.save-recipe': async ({ recipe }) => {
      await clipRecipes.save(recipe)
      return { recipes: [...clipRecipes.list()] }
    },
    'clips.forget-recipe': async (which) => ({ forgotten: await clipRecipes.forget(which) }),
  }
}

function logoOf({ watermark }: ClipRecipe): AssetId | null {
  return watermark?.content.kind === 'logo' ? watermark.content.picture.assetId : null
}
