import { type DraftOverlays, OVERLAY_MASKS } from '../domain/draft-overlays.ts'
import { StudioError } from '../domain/errors.ts'
import type { ArtifactId } from '../domain/ids.ts'
import type { Point } from '../domain/raster.ts'
import type { Limb } from '../raster/body/limb.ts'
import type { GarmentFit } from '../raster/fit/fit.ts'
import { placeAnchors } from '../raster/fit/place-anchors.ts'
import type { Artifacts } from './services.ts'
import { readFit, readMeasure } from './stored-fit.ts'
import { readFormat, SCENE_FORMAT, type SceneFacts } from './stored-scene.ts'

/**
 * Reads what a draft left behind and puts it into the draft's pixels. What has been cleaned away is left out and told.
 *
 * @param debug artifacts by name, as the draft names them.
 * @throws StudioError `asset.blob-damaged`, `storage.failed`
 */
export async function describeDraft(artifacts: Reader, debug: Readonly<Record<string, ArtifactId>>): Promise<DraftOverlays> {
  const read = async <T>(name: string, load: (id: ArtifactId) => Promise<T>): Promise<T | null> => {
    const id = debug[name]
    return id === undefined ? null : await load(id).catch(nullWhereMissing)
  }
  const scene = await read('body', (id) => readFormat<SceneFacts>(artifacts, id, SCENE_FORMAT))
  const fit = await read('mesh', (id) => readFit(artifacts, id))
  const measure = await read('measure', (id) => readMeasure(artifacts, id))
  const asked = OVERLAY_MASKS.filter((name) => debug[name] !== undefined)
  const masks: typeof asked = []
  for (const name of asked) {
    const id = debug[name]
    if (id !== undefined && (await artifacts.locate(id)) !== undefined) masks.push(name)
  }
  const shift = ([x, y]: Point): Point => [tenth(x + (scene?.crop.x ?? 0)), tenth(y + (scene?.crop.y ?? 0))]
  const made = { body: scene, mesh: fit, measure }
  return {
    masks,
    pose: scene === null ? null : { bones: bonesOf(scene, shift), head: headOf(scene, shift) },
    mesh: fit === null || scene === null ? null : { layers: meshOf(fit, shift) },
    anchors: fit === null || scene === null || measure === null ? null : placeAnchors(measure.anchors, fit).map(placed(shift)),
    isCleaned: masks.length < asked.length || Object.entries(made).some(([name, value]) => value === null && debug[name] !== undefined),
  }
}

/** The part of the store that is needed here. */
interface Reader extends Artifacts {
  locate(id: ArtifactId): Promise<unknown>
}

function nullWhereMissing(thrown: unknown): null {
  if (thrown instanceof StudioError && thrown.code === 'asset.blob-missing') return null
  throw thrown
}

type Shift = (point: Point) => Point
type Bone = NonNullable<DraftOverlays['pose']>['bones'][number]

function bonesOf({ body }: SceneFacts, shift: Shift): Bone[] {
  const { arms, legs, torsoVisibility } = body
  const joint = (point: Point, visibility: number): Bone[number] => {
    const [x, y] = shift(point)
    return { x, y, visibility }
  }
  const limb = ({ joints, visibility }: Limb): Bone =>
    joints.map((point, index) => joint(point, index === 0 ? torsoVisibility : visibility))
  const root = ({ joints }: Limb): Bone[number] => joint(joints[0], torsoVisibility)
  const trunk = [root(arms[0]), root(arms[1]), root(legs[1]), root(legs[0]), root(arms[0])]
  return [trunk, ...[...arms, ...legs].map(limb)]
}

function headOf({ body: { head } }: SceneFacts, shift: Shift): NonNullable<DraftOverlays['pose']>['head'] {
  const [x, y] = shift(head.centre)
  return { x, y, radius: tenth(head.radius) }
}

function meshOf(fit: GarmentFit, shift: Shift): NonNullable<DraftOverlays['mesh']>['layers'] {
  return fit.layers.map(({ name, strip: { columns, rows, target } }) => {
    const points: number[] = []
    for (let i = 0; i + 1 < target.length; i += 2) points.push(...shift([target[i] ?? 0, target[i + 1] ?? 0]))
    return { name, columns, rows, points }
  })
}

const placed =
  (shift: Shift) =>
  <Name>({ name, at }: { readonly name: Name; readonly at: Point }): { name: Name; x: number; y: number } => {
    const [x, y] = shift(at)
    return { name, x, y }
  }

const tenth = (value: number): number => Math.round(value * 10) / 10
