import { type DraftOverlays, OVERLAY_MASKS } from '../domain/draft-overlays.ts'
import { StudioError } from '../domain/errors.ts'
import type { ArtifactId } from '../domain/ids.ts'
import type { Point } from '../domain/raster.ts'
import { anchorShapes, meshShapes, poseShapes } from '../raster/drape/overlay-shapes.ts'
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
export async function describeDraft(artifacts: Artifacts, debug: Readonly<Record<string, ArtifactId>>): Promise<DraftOverlays> {
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
  const toDraft = ([x, y]: Point): Point => [x + (scene?.crop.x ?? 0), y + (scene?.crop.y ?? 0)]
  const made = { body: scene, mesh: fit, measure }
  return {
    masks,
    pose: scene === null ? null : poseShapes(scene.body, toDraft),
    mesh: fit === null || scene === null ? null : meshShapes(fit, toDraft),
    anchors: fit === null || scene === null || measure === null ? null : anchorShapes(placeAnchors(measure.anchors, fit), toDraft),
    isCleaned: masks.length < asked.length || Object.entries(made).some(([name, value]) => value === null && debug[name] !== undefined),
  }
}

function nullWhereMissing(thrown: unknown): null {
  if (thrown instanceof StudioError && thrown.code === 'asset.blob-missing') return null
  throw thrown
}
