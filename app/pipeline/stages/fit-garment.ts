import { z } from 'zod'
import { anchorPlace } from '../../domain/corrections.ts'
import type { AnchorName } from '../../domain/draft-overlays.ts'
import { StudioError } from '../../domain/errors.ts'
import { GARMENT_REGIONS } from '../../domain/garment-region.ts'
import { artifactId } from '../../domain/ids.ts'
import { fitStrategy, garmentType } from '../../domain/try-on.ts'
import type { Body } from '../../raster/body/body.ts'
import { findFramingProblem } from '../../raster/body/framing.ts'
import { type Move, movesIn } from '../../raster/body/moves-in.ts'
import { cropPlane } from '../../raster/body/person-crop.ts'
import { measureWornExtent } from '../../raster/drape/worn-texture.ts'
import type { GarmentFit } from '../../raster/fit/fit.ts'
import { coveredBy, layFlat } from '../../raster/fit/lay-garment.ts'
import type { WaistSight } from '../../raster/fit/lower-fit.ts'
import { moveAnchors } from '../../raster/fit/move-anchors.ts'
import { placeAnchors } from '../../raster/fit/place-anchors.ts'
import { fitWorn } from '../../raster/fit/worn-fit.ts'
import { readMask } from '../read-raster.ts'
import type { Services } from '../services.ts'
import { defineStage } from '../stage.ts'
import { readMeasure, writeFit } from '../stored-fit.ts'
import { readScene, readSceneFacts, storedScene } from '../stored-scene.ts'

/** A garment ready to be fitted: measured flat, or on the body that wears it. */
export const fittable = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('flat'), measure: artifactId, silhouette: artifactId, sleeves: z.enum(['none', 'short', 'long', 'unknown']) }),
  z.object({ kind: z.literal('worn'), wearer: storedScene, mask: artifactId }),
])

/** Lays a garment on a person: meshes, no pixels. */
export const fitGarment = defineStage<Services>()({
  id: 'fit-garment',
  version: 14,
  // No model, but the inference thread is done with the garment by now, while the pixels thread still clears the person.
  lane: 'inference',
  models: [],
  input: z.object({
    scene: storedScene,
    picture: z.object({ width: z.int(), height: z.int() }),
    type: garmentType,
    strategy: fitStrategy,
    garment: fittable,
    /** Of trousers, shorts and skirts: whether the waistband is seen. */
    waist: z.enum(['covered', 'seen']).default('covered'),
    /** Points of the garment that a person put where they belong; absent where none was. */
    moved: z.array(anchorPlace).min(1).optional(),
  }),
  output: z.object({
    /** `GarmentFit`; also the warp mesh of the debug view. */
    fit: artifactId,
    folded: z.number(),
    cuffs: z.tuple([z.number(), z.number()]),
  }),
  errors: ['tryon.pose-failed', 'tryon.warp-failed', 'asset.blob-missing', 'asset.blob-damaged', 'storage.full', 'storage.failed'],
  async run({ scene, picture, type, strategy, garment, waist, moved }, { services, signal }) {
    const { artifacts } = services
    const { body, crop, oldHem, oldFront } = await readSceneFacts(artifacts, scene)
    const problem = findFramingProblem(body, type, { crop, picture })
    if (problem) {
      const { reason, message, seenLevel, neededLevel } = problem
      throw new StudioError(reason === 'legs-bent' ? 'tryon.warp-failed' : 'tryon.pose-failed', message, {
        details: { reason, garmentType: type, seenLevel: rounded(seenLevel), neededLevel },
      })
    }
    signal.throwIfAborted()
    const fit =
      garment.kind === 'worn'
        ? await fitFromWearer(services, body, { garment, type, oldFront })
        : await fitFlat(services, body, { garment, type, strategy, oldHem, waist, moves: movesIn(moved ?? [], { crop, picture }) })
    if (fit.layers.length === 0) throw new StudioError('tryon.warp-failed', 'No part of the garment could be laid on the body')
    const cuffs: [number, number] = [fit.cuffs[0], fit.cuffs[1]]
    return { fit: await writeFit(artifacts, fit), folded: fit.folded, cuffs }
  },
})

type Fittable = z.output<typeof fittable>

async function fitFromWearer(
  { artifacts }: Services,
  body: Body,
  {
    garment,
    type,
    oldFront,
  }: {
    readonly garment: Extract<Fittable, { kind: 'worn' }>
    readonly type: z.output<typeof garmentType>
    readonly oldFront: number | null
  },
): Promise<GarmentFit> {
  const wearer = await readScene(artifacts, garment.wearer)
  const mask = cropPlane(await readMask(artifacts, garment.mask), wearer.crop)
  const extent = measureWornExtent(wearer, mask, GARMENT_REGIONS[type])
  return fitWorn(body, wearer.body, { extent, oldFront, isCovered: coveredBy(mask) })
}

async function fitFlat(
  { artifacts }: Services,
  body: Body,
  {
    garment,
    type,
    strategy,
    oldHem,
    waist,
    moves,
  }: {
    readonly garment: Extract<Fittable, { kind: 'flat' }>
    readonly type: z.output<typeof garmentType>
    readonly strategy: z.output<typeof fitStrategy>
    readonly oldHem: number | null
    readonly waist: WaistSight
    readonly moves: readonly Move<AnchorName>[]
  },
): Promise<GarmentFit> {
  const measure = await readMeasure(artifacts, garment.measure)
  const isCovered = coveredBy(await readMask(artifacts, garment.silhouette))
  const fit = layFlat(body, { type, strategy, ...measure, sleeves: garment.sleeves, oldHem, waist, isCovered })
  return moves.length === 0 ? fit : moveAnchors(fit, moves, { anchors: placeAnchors(measure.anchors, fit), body, isCovered })
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100
}
