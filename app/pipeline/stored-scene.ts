import { z } from 'zod'
import { StudioError } from '../domain/errors.ts'
import { type ArtifactId, artifactId } from '../domain/ids.ts'
import type { JsonValue } from '../domain/json.ts'
import type { Body } from '../raster/body/body.ts'
import { type Crop, cropRgb } from '../raster/body/person-crop.ts'
import { measureOldTop, type OldTop } from '../raster/drape/old-top.ts'
import { type PartFacts, packParts, unpackParts } from '../raster/drape/pack-parts.ts'
import type { Scene } from '../raster/drape/scene.ts'
import { readMasks, readRgb } from './read-raster.ts'
import type { Artifacts } from './services.ts'

/** A scene as artifacts: facts as JSON, masks as bytes. The photo itself is not stored again, it is cut from `image`. */
export const storedScene = z.object({
  image: artifactId,
  /** `SceneFacts`. */
  facts: artifactId,
  /** As `packParts` packs them, at analysis size. */
  parts: z.tuple([artifactId, artifactId]),
  /** At the crop's size. */
  layers: artifactId,
})
export type StoredScene = z.output<typeof storedScene>

/** What is measured of a person, in pixels of the crop. */
export interface SceneFacts extends PartFacts, OldTop {
  readonly body: Body
  readonly crop: Crop
}

/** Raised with the shape of the stored JSON; an artifact of another shape is not read. */
export const SCENE_FORMAT = 'scene-3'

export async function writeScene(
  artifacts: Artifacts,
  scene: Scene,
  source: { readonly image: ArtifactId; readonly crop: Crop },
): Promise<StoredScene> {
  const { scale, skinMeasured, oldCuffs } = scene.parts
  const facts: SceneFacts = { body: scene.body, crop: source.crop, scale, skinMeasured, oldCuffs, ...measureOldTop(scene) }
  return await writeWithFacts(artifacts, scene, { image: source.image, facts })
}

/**
 * A scene whose masks were put right. What is measured of the old top stays to the byte where `isTopChanged` is false: the masks
 * went through bytes since, and what depends on the facts alone is not to be made again for a rounding.
 */
export async function rewriteScene(
  artifacts: Artifacts,
  scene: Scene,
  found: { readonly image: ArtifactId; readonly facts: SceneFacts; readonly isTopChanged: boolean },
): Promise<StoredScene> {
  const facts = found.isTopChanged ? { ...found.facts, oldCuffs: scene.parts.oldCuffs, ...measureOldTop(scene) } : found.facts
  return await writeWithFacts(artifacts, scene, { image: found.image, facts })
}

async function writeWithFacts(
  artifacts: Artifacts,
  { parts, layers }: Scene,
  { image, facts }: { readonly image: ArtifactId; readonly facts: SceneFacts },
): Promise<StoredScene> {
  const [first, second] = packParts(parts)
  return {
    image,
    facts: await artifacts.writeJson({ format: SCENE_FORMAT, ...facts } as unknown as JsonValue),
    parts: [await artifacts.writeRaster(first), await artifacts.writeRaster(second)],
    layers: await artifacts.writeRaster(layers),
  }
}

/** The facts of a scene without its pixels. */
export async function readSceneFacts(artifacts: Artifacts, stored: StoredScene): Promise<SceneFacts> {
  return await readFormat<SceneFacts>(artifacts, stored.facts, SCENE_FORMAT)
}

export async function readScene(artifacts: Artifacts, stored: StoredScene): Promise<Scene & { readonly crop: Crop }> {
  const { body, crop, ...facts } = await readSceneFacts(artifacts, stored)
  const packed = [await readMasks(artifacts, stored.parts[0]), await readMasks(artifacts, stored.parts[1])] as const
  const image = await readRgb(artifacts, stored.image)
  return {
    crop,
    photo: cropRgb(image, crop),
    body,
    layers: await readMasks(artifacts, stored.layers),
    parts: unpackParts(packed, facts),
  }
}

/**
 * Reads JSON that this code wrote. The store checks its hash, so only the format has to be asked: the value is what was
 * written, field by field.
 *
 * @throws StudioError `internal` for another format, which a raised stage version should have made impossible.
 */
export async function readFormat<T>(artifacts: Artifacts, id: ArtifactId, format: string): Promise<T> {
  const value = (await artifacts.readJson(id)) as { readonly format?: unknown }
  if (value.format !== format) throw new StudioError('internal', `Artifact ${id} is not ${format}`)
  return value as T
}
