import type { CameraPath } from '../../domain/director/camera-path.ts'
import { type CameraPose, viewAt } from '../../domain/director/camera-view.ts'
import type { Direction } from '../../domain/director/direction.ts'
import { secondsAt } from '../../domain/director/frame-rate.ts'
import type { Size } from '../../domain/raster.ts'
import { type Bender, bendByModel, bendByWind, createBender } from './bend-figure.ts'
import { type FabricWaves, fabricWaves } from './fabric-waves.ts'
import type { Figure } from './figure.ts'
import { createFilmGrain, type FilmGrain } from './film-grain.ts'
import { frameMaps } from './line-map.ts'
import { modelPose } from './model-motion.ts'
import type { MotionScene } from './motion-scene.ts'
import { GroundPainter } from './paint-ground.ts'
import { type Frame, paintLayer } from './paint-layer.ts'
import { levelsFor } from './scene-levels.ts'
import { createStageLight, type LitPlace, type StageLight } from './stage-light.ts'
import { frameBytes } from './yuv-picture.ts'

export interface MotionInput {
  /** The parted still at falling working sizes, largest first (`levelSizes`). */
  readonly scenes: readonly MotionScene[]
  readonly figure: Figure | null
  readonly path: CameraPath
  readonly direction: Direction
  /** Even sides. */
  readonly clip: Size
}

/** Paints the frames of a clip, in any order; a frame is the same whatever was painted before it. */
export interface MotionPainter {
  readonly frames: number
  /** @param out takes a whole 4:2:0 frame: `frameBytes(clip)`. */
  paint(index: number, out: Uint8Array): void
}

interface Level {
  readonly scene: MotionScene
  readonly body: Bender | null
  readonly cloth: Bender | null
}

interface Stage extends MotionInput {
  readonly levels: readonly Level[]
  readonly ground: GroundPainter
  readonly waves: FabricWaves
  readonly light: StageLight | null
  readonly grain: FilmGrain | null
}

export function createMotionPainter(input: MotionInput): MotionPainter {
  const { scenes, figure, path, direction, clip } = input
  const stage: Stage = {
    ...input,
    levels: scenes.map((scene) => levelOf(scene, figure)),
    ground: new GroundPainter(clip, { far: path.far, standsAt: figure?.standsAt ?? null }),
    waves: fabricWaves(direction.fabric, direction.seed),
    light: createStageLight(direction.light, clip),
    grain: createFilmGrain(direction.grain, direction.seed),
  }
  const spare = scenes.length > 1 ? new Uint8Array(frameBytes(clip)) : null
  return { frames: path.frames, paint: (index, out) => paintFrame(stage, index, { out, spare }) }
}

function levelOf(scene: MotionScene, figure: Figure | null): Level {
  const scale = figure === null ? 1 : scene.width / figure.width
  const bender = (layer: MotionScene['body']): Bender | null =>
    layer === null || figure === null ? null : createBender(layer, figure, scale)
  return { scene, body: bender(scene.body), cloth: bender(scene.cloth) }
}

function paintFrame(stage: Stage, index: number, { out, spare }: { readonly out: Uint8Array; readonly spare: Uint8Array | null }): void {
  const { path, clip, direction } = stage
  const pose = path.at(index)
  const t = index / (path.frames - 1)
  const seconds = secondsAt(index, direction.output.frameRate)
  const frame: Frame = { ...clip, data: out }
  const near = viewAt(pose, path.whole, 1)
  const { first, second, share } = levelsFor(stage.scenes.map(({ width }) => (near.width * width) / clip.width))
  paintLevel(stage, stage.levels[first], { pose, t, seconds, frame })
  if (share > 0 && spare !== null) {
    paintLevel(stage, stage.levels[second], { pose, t, seconds, frame: { ...clip, data: spare } })
    mixInto(out, spare, share)
  }
  stage.light?.(frame, t, litPlace(stage, pose))
  stage.grain?.(frame, index)
}

interface Moment {
  readonly pose: CameraPose
  readonly t: number
  readonly seconds: number
  readonly frame: Frame
}

function paintLevel(stage: Stage, { scene, body, cloth }: Level, { pose, t, seconds, frame }: Moment): void {
  const { path, direction } = stage
  stage.ground.paint(scene.ground, { pose, whole: path.whole }, frame)
  if (scene.body === null || body === null) return
  const maps = frameMaps(viewAt(pose, path.whole, 1), scene, frame)
  const model = modelPose(direction.model, t, seconds)
  // A camera that goes round to the right sees what is near move to the left.
  const turned = { ...model, degrees: model.degrees - pose.yawDegrees }
  paintLayer(scene.body, maps, { frame, bend: { grid: body.grid, mostPx: bendByModel(body, turned) } })
  if (scene.cloth === null || cloth === null) return
  const moved = bendByModel(cloth, turned) + bendByWind(cloth, stage.waves, stage.waves.at(seconds))
  paintLayer(scene.cloth, maps, { frame, bend: { grid: cloth.grid, mostPx: moved } })
}

/** @param share of `other`, 0..1. */
function mixInto(out: Uint8Array, other: Uint8Array, share: number): void {
  const k = Math.round(share * 256)
  for (let i = 0; i < out.length; i++) out[i] = (out[i] * (256 - k) + other[i] * k + 128) >> 8
}

/** Where light aims, in heights of the person from the top. */
const LIT = 0.36

function litPlace({ figure, path }: Stage, pose: CameraPose): LitPlace {
  if (figure === null) return { x: 0.5, y: 0.5, halfWidth: 0.3, halfHeight: 0.3 }
  const view = viewAt(pose, path.whole, 1)
  const { box } = figure
  return {
    x: ((box.left + box.right) / 2 - view.x) / view.width,
    // Light goes for the face and the chest, and falls off towards the feet.
    y: (box.top + LIT * (box.bottom - box.top) - view.y) / view.height,
    halfWidth: (box.right - box.left) / 2 / view.width,
    halfHeight: (box.bottom - box.top) / 2 / view.height,
  }
}
