import type { ArtifactId } from '../domain/ids.ts'
import type { JsonValue } from '../domain/json.ts'
import type { Point } from '../domain/raster.ts'
import type { GarmentFit } from '../raster/fit/fit.ts'
import type { Strip } from '../raster/fit/strip.ts'
import { edgesAt, type GarmentAnchors, type TubeStrip } from '../raster/garment/anchors.ts'
import type { GarmentBox } from '../raster/garment/box.ts'
import type { Artifacts } from './services.ts'
import { readFormat } from './stored-scene.ts'

const ANCHORS = 'anchors-1'
const FIT = 'fit-1'

/** What is known of a flat garment: its landmarks, and its box for when they cannot be trusted. */
export interface GarmentMeasure {
  readonly anchors: GarmentAnchors
  readonly box: GarmentBox
}

export async function writeMeasure(artifacts: Artifacts, measure: GarmentMeasure): Promise<ArtifactId> {
  return await artifacts.writeJson({ format: ANCHORS, ...measure } as unknown as JsonValue)
}

export async function readMeasure(artifacts: Artifacts, id: ArtifactId): Promise<GarmentMeasure> {
  const measure = await readFormat<GarmentMeasure>(artifacts, id, ANCHORS)
  return 'hem' in measure.anchors ? measure : { ...measure, anchors: withCorners(measure.anchors) }
}

/** Drafts of earlier versions have no corners: they keep the points that were shown for them then. */
function withCorners(anchors: GarmentAnchors): GarmentAnchors {
  const ends = (tubes: readonly [TubeStrip | null, TubeStrip | null]) =>
    [tubes[0]?.rows.at(-1) ?? null, tubes[1]?.rows.at(-1) ?? null] as const
  const cornersAt = (row: number): [Point, Point] => {
    const [left, right] = edgesAt(anchors.edges, row)
    return [
      [left, row],
      [right, row],
    ]
  }
  const hem = cornersAt(anchors.bottom)
  return anchors.shape === 'top'
    ? { ...anchors, hem, cuffs: ends(anchors.sleeves) }
    : { ...anchors, hem, waist: cornersAt(anchors.top), cuffs: ends(anchors.legs) }
}

/** Meshes go as plain numbers, a hundredth of a pixel fine: they are also the warp mesh of the debug view. */
export async function writeFit(artifacts: Artifacts, fit: GarmentFit): Promise<ArtifactId> {
  const strips = [...new Set(fit.layers.map((layer) => layer.strip))]
  return await artifacts.writeJson({
    format: FIT,
    ...fit,
    layers: fit.layers.map(({ name, strip }) => ({ name, strip: strips.indexOf(strip) })),
    strips: strips.map(({ columns, rows, source, target, shade }) => ({
      columns,
      rows,
      source: rounded(source),
      target: rounded(target),
      shade: rounded(shade),
    })),
  })
}

interface StoredFit extends Omit<GarmentFit, 'layers'> {
  readonly layers: readonly { readonly name: GarmentFit['layers'][number]['name']; readonly strip: number }[]
  readonly strips: readonly {
    readonly columns: number
    readonly rows: number
    readonly source: number[]
    readonly target: number[]
    readonly shade: number[]
  }[]
}

export async function readFit(artifacts: Artifacts, id: ArtifactId): Promise<GarmentFit> {
  const stored = await readFormat<StoredFit>(artifacts, id, FIT)
  const strips: Strip[] = stored.strips.map(({ columns, rows, source, target, shade }) => ({
    columns,
    rows,
    source: Float32Array.from(source),
    target: Float32Array.from(target),
    shade: Float32Array.from(shade),
  }))
  const layers = stored.layers.flatMap(({ name, strip }) => {
    const found = strips[strip]
    return found ? [{ name, strip: found }] : []
  })
  const { strategy, cuffs, folded, lit } = stored
  return { strategy, cuffs, folded, lit, layers }
}

function rounded(values: Float32Array): number[] {
  return Array.from(values, (value) => Math.round(value * 100) / 100)
}
