import type { ArtifactId } from '../domain/ids.ts'
import type { ClipRecipe } from '../domain/video/clip-recipe.ts'
import { type ClipExportPlan, type PlannedClip, planClipExport } from '../domain/video/export-plan.ts'
import type { ClipFacts } from '../media/video/clip-facts.ts'
import { outputRate } from '../media/video/export/output-rate.ts'
import type { ImageLimits } from '../platform/config.ts'
import { loadPicture } from './stages/load-picture.ts'
import { measureMark } from './stages/paint-marks.ts'
import { sampleClip } from './stages/sample-clip.ts'
import { trackSubject } from './stages/track-subject.ts'
import type { Step } from './step.ts'

export interface ClipToExport {
  /** Bytes of the clip. */
  readonly source: ArtifactId
  readonly facts: ClipFacts
  readonly recipe: ClipRecipe
  /** Bytes of the mark's logo; null without. */
  readonly logo: ArtifactId | null
  readonly limits: ImageLimits
}

export interface PlannedExport {
  readonly clip: PlannedClip
  readonly plan: ClipExportPlan
  /** The raster of the mark's logo. */
  readonly logo: ArtifactId | null
}

/** Looks for the subject where something depends on it, and plans an export. What was seen once is remembered. */
export async function planExportOf(step: Step, { source, facts, recipe, logo: logoBytes, limits }: ClipToExport): Promise<PlannedExport> {
  const clip = plannedClip(facts)
  // Without a subject the plan says which part is exported.
  const { startMs, durationMs } = planClipExport(clip, recipe, { markSize: null, track: null })
  const follows = recipe.cover || recipe.outputs.some(({ fit, place }) => fit === 'crop' && place === null)
  const track = follows ? await step(trackSubject, await step(sampleClip, { source, startMs, durationMs })) : null
  const logo = logoBytes === null ? null : (await step(loadPicture, { source: logoBytes, limits })).image
  const { watermark } = recipe
  const markSize = watermark === null ? null : await step(measureMark, { content: watermark.content, logo })
  return { clip, plan: planClipExport(clip, recipe, { markSize, track }), logo }
}

function plannedClip(facts: ClipFacts): PlannedClip {
  const { width, height } = facts.picture
  const { num, den } = outputRate(facts.picture)
  return { width, height, durationMs: facts.durationMs, rate: num / den, sizeBytes: facts.sizeBytes, hasSound: facts.sound.length > 0 }
}

/** The stages of a plan with their usual shares of the time. */
export const PLAN_STAGES = [
  { id: sampleClip.id, share: 0.45 },
  { id: trackSubject.id, share: 0.5 },
  { id: measureMark.id, share: 0.05 },
] as const
