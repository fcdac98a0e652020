import { z } from 'zod'
import { type BestFrame, bestFrame } from './best-frame.ts'
import { type ClipRecipe, outputSize } from './clip-recipe.ts'
import { placeAt } from './crop-path.ts'
import { estimateBytes } from './estimate-bytes.ts'
import { type FrameLayout, layOutFrame } from './frame-layout.ts'
import { layOutMark, type MarkLayout } from './mark-layout.ts'
import { clipRatio, coveredByAny, NETWORKS, networksOf } from './networks.ts'
import { type ShareBox, type SubjectTrack, shareBox } from './subject-track.ts'

/** What an export needs to know of a clip. */
export interface PlannedClip {
  /** Upright, with square pixels. */
  readonly width: number
  readonly height: number
  readonly durationMs: number
  /** Of the outputs, frames a second. */
  readonly rate: number
  readonly sizeBytes: number
  readonly hasSound: boolean
}

export interface PlannedOutput {
  readonly name: string
  readonly width: number
  readonly height: number
  readonly layout: FrameLayout
  readonly mark: MarkLayout | null
  readonly warnings: readonly PlanWarning[]
  readonly bytes: number
}

export interface ClipExportPlan {
  readonly startMs: number
  readonly durationMs: number
  readonly outputs: readonly PlannedOutput[]
  readonly cover: BestFrame
}

/** Something a person should know before they export. */
export const planWarning = z.discriminatedUnion('kind', [
  /** The shape cannot hold 95 % of the subject: all of it is shown, with blur beside it. */
  z.object({ kind: z.literal('padded') }),
  /** Nobody was found in the clip: the crop stays in the middle. */
  z.object({ kind: z.literal('no-subject') }),
  /** Where it was wanted, these networks would have covered the mark. `asOf`: the day their zones were looked up. */
  z.object({ kind: z.literal('mark-moved'), networks: z.array(z.string()), asOf: z.string() }),
  /** The clip has fewer pixels than the output. */
  z.object({ kind: z.literal('enlarged'), times: z.number() }),
])
export type PlanWarning = z.output<typeof planWarning>

/**
 * Everything about an export that can be known before a frame is encoded. Pure.
 *
 * @param markSize the mark's own size, in any unit; null without a mark.
 * @param track null where nobody has looked for a subject.
 */
export function planClipExport(
  clip: PlannedClip,
  recipe: ClipRecipe,
  seen: { readonly markSize: { readonly width: number; readonly height: number } | null; readonly track: SubjectTrack | null },
): ClipExportPlan {
  const startMs = Math.min(recipe.trim?.startMs ?? 0, Math.max(0, clip.durationMs - 1000 / clip.rate))
  const durationMs = Math.min(recipe.trim?.endMs ?? clip.durationMs, clip.durationMs) - startMs
  const samples = seen.track?.samples ?? []
  const outputs = recipe.outputs.map((output): PlannedOutput => {
    const size = outputSize(output.ratio, output.shortSidePx)
    const laid = layOutFrame(clip, { ...output, ...size }, samples)
    const networks = networksOf(output.ratio, output.networks)
    const { watermark } = recipe
    const mark =
      watermark === null || seen.markSize === null
        ? null
        : layOutMark(size, seen.markSize, { mark: watermark, covered: coveredByAny(networks) })
    const moved = mark?.isMoved === true ? networks.filter(({ covered }) => Object.values(covered).some((part) => part > 0)) : []
    const times = enlargement(laid.layout, size)
    const warnings: PlanWarning[] = [
      ...laid.warnings.map((kind): PlanWarning => ({ kind })),
      ...(moved.length === 0 ? [] : [{ kind: 'mark-moved' as const, networks: moved.map(({ label }) => label), asOf: NETWORKS.asOf }]),
      ...(times > 1.05 ? [{ kind: 'enlarged' as const, times }] : []),
    ]
    const bytes = estimateBytes(recipe, { ...size, rate: clip.rate, durationMs, hasSound: clip.hasSound })
    return { name: output.name, ...size, layout: laid.layout, mark, warnings, bytes }
  })
  return { startMs, durationMs, outputs, cover: bestFrame(samples, { durationMs, rate: clip.rate }) }
}

function enlargement(layout: FrameLayout, output: { readonly width: number }): number {
  return layout.kind === 'crop' ? output.width / layout.window.width : layout.shown.width / layout.part.width
}

/** A plan as it crosses the contract: places in shares, so that a page can draw them over frames of any size. */
export const planPreview = z.object({
  durationMs: z.number(),
  outputs: z.array(
    z.object({
      name: z.string(),
      ratio: clipRatio,
      width: z.int(),
      height: z.int(),
      fit: z.enum(['crop', 'blur', 'color']),
      /** The part of the clip that is seen, over time; between nodes it moves evenly. */
      part: z.array(z.object({ ms: z.number(), box: shareBox })),
      /** Where that part lies in the finished frame. */
      shown: shareBox,
      /** Where the mark lies in the finished frame. */
      mark: shareBox.nullable(),
      covered: z.object({ top: z.number(), right: z.number(), bottom: z.number(), left: z.number() }),
      warnings: z.array(planWarning),
      bytes: z.number(),
    }),
  ),
  cover: z.object({ ms: z.number(), frame: z.int() }),
  /** Runs beside the one that makes all outputs. */
  passes: z.array(z.enum(['subject', 'loudness', 'size'])),
})
export type PlanPreview = z.output<typeof planPreview>

export function previewOf(clip: PlannedClip, recipe: ClipRecipe, plan: ClipExportPlan): PlanPreview {
  const follows = recipe.outputs.some(({ fit, place }) => fit === 'crop' && place === null)
  return {
    durationMs: plan.durationMs,
    outputs: plan.outputs.map((output, i) => {
      const { ratio, networks } = recipe.outputs[i]
      const { name, width, height, layout, mark, warnings, bytes } = output
      return {
        name,
        ratio,
        width,
        height,
        fit: layout.kind === 'crop' ? ('crop' as const) : layout.behind,
        part: partsOf(clip, layout),
        shown: layout.kind === 'crop' ? { x: 0, y: 0, width: 1, height: 1 } : sharesIn(layout.shown, output),
        mark: mark === null ? null : sharesIn(mark.box, output),
        covered: coveredByAny(networksOf(ratio, networks)),
        warnings: [...warnings],
        bytes,
      }
    }),
    cover: { ...plan.cover },
    passes: [
      ...(follows || recipe.cover ? (['subject'] as const) : []),
      ...(clip.hasSound && recipe.sound === 'normalise' ? (['loudness'] as const) : []),
      ...(recipe.aim.kind === 'size' ? (['size'] as const) : []),
    ],
  }
}

function partsOf(clip: PlannedClip, layout: FrameLayout): PlanPreview['outputs'][number]['part'] {
  if (layout.kind === 'pad') return [{ ms: 0, box: sharesIn(layout.part, clip) }]
  const { window, axis, path } = layout
  const size = { width: window.width / clip.width, height: window.height / clip.height }
  return path.nodes.map(({ ms }) => {
    const at = placeAt(path, ms)
    return { ms, box: { x: axis === 'x' ? at : 0, y: axis === 'y' ? at : 0, ...size } }
  })
}

function sharesIn(box: ShareBox, { width, height }: { readonly width: number; readonly height: number }): ShareBox {
  return { x: box.x / width, y: box.y / height, width: box.width / width, height: box.height / height }
}
