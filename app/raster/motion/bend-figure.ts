import { clamp } from '../geometry.ts'
import { samplePlane } from '../resample.ts'
import type { FabricMoment, FabricWaves } from './fabric-waves.ts'
import type { Figure } from './figure.ts'
import type { ModelPose } from './model-motion.ts'
import { type OffsetGrid, offsetGrid } from './offset-grid.ts'
import type { YuvLayer } from './yuv-layer.ts'

/** Corners are this far apart, in shares of the working picture's long side. */
const CELL = 1 / 128
const BREATH = { rise: 0.0035, widen: 0.009 } as const
/** How much brighter the lit flank of a full wave is. */
const FOLD_LIGHT = 0.055

/** What does not change about a bent layer: its grid, and the figure at the corners. */
export interface Bender {
  readonly grid: OffsetGrid
  readonly fromAxis: Float32Array
  readonly relief: Float32Array
  readonly rise: Float32Array
  readonly chest: Float32Array
  readonly slack: Float32Array
  /** Places in heights of the person, for waves. */
  readonly placeX: Float32Array
  readonly placeY: Float32Array
  /** Height of the person in pixels of the working size. */
  readonly tall: number
}

/** @param scale pixels of the working size for one of the figure. */
export function createBender(layer: YuvLayer, figure: Figure, scale: number): Bender {
  const cell = Math.max(4, Math.round(CELL * scale * Math.max(figure.width, figure.height)))
  const grid = offsetGrid(layer, cell)
  const count = grid.width * grid.height
  const field = (): Float32Array => new Float32Array(count)
  const tall = figure.tall * scale
  const bender = {
    grid,
    tall,
    fromAxis: field(),
    relief: field(),
    rise: field(),
    chest: field(),
    slack: field(),
    placeX: field(),
    placeY: field(),
  }
  for (let row = 0, i = 0; row < grid.height; row++) {
    for (let column = 0; column < grid.width; column++, i++) {
      const x = (layer.x + column * cell + 0.5) / scale
      const y = (layer.y + row * cell + 0.5) / scale
      bender.fromAxis[i] = (x - figure.axisX) * scale
      bender.relief[i] = samplePlane(figure.relief, x, y) * scale
      bender.rise[i] = samplePlane(figure.rise, x, y)
      bender.chest[i] = samplePlane(figure.chest, x, y)
      bender.slack[i] = samplePlane(figure.slack, x, y)
      bender.placeX[i] = x / figure.tall
      bender.placeY[i] = y / figure.tall
    }
  }
  return bender
}

/**
 * Bends a layer as the model moves: turned about the upright axis by its relief, lifted by breath. Writes the grid.
 *
 * @returns the farthest any place is moved, in pixels of the working size.
 */
export function bendByModel(bender: Bender, { degrees, breath }: ModelPose): number {
  const { grid, fromAxis, relief, rise, chest, tall } = bender
  const angle = (degrees * Math.PI) / 180
  const [sine, less] = [Math.sin(angle), Math.cos(angle) - 1]
  let most = 0
  for (let i = 0; i < fromAxis.length; i++) {
    const dx = sine * relief[i] + (less + BREATH.widen * breath * chest[i]) * fromAxis[i]
    const dy = -BREATH.rise * breath * tall * rise[i]
    grid.dx[i] = dx
    grid.dy[i] = dy
    grid.shade[i] = 0
    most = Math.max(most, Math.abs(dx), Math.abs(dy))
  }
  return most
}

/** Adds what wind does to cloth to a grid that `bendByModel` has written. @returns the farthest it moves a place, in pixels. */
export function bendByWind(bender: Bender, waves: FabricWaves, moment: FabricMoment): number {
  const { grid, slack, placeX, placeY, tall } = bender
  const [alongX, alongY] = waves.along
  let most = 0
  for (let i = 0; i < slack.length; i++) {
    const free = slack[i]
    if (free <= 0) continue
    const { height, fall } = waves.waveAt(placeX[i], placeY[i], moment)
    const move = free * tall * (moment.blown + moment.swing * height)
    // A hem that swings out comes up a little: cloth does not stretch.
    const lift = -0.25 * free * tall * moment.swing * (0.5 + 0.5 * height)
    grid.dx[i] += alongX * move
    grid.dy[i] += alongY * move + lift
    grid.shade[i] += clamp(FOLD_LIGHT * Math.min(1, 3 * free) * fall * (moment.swing / FULL_SWING), -0.14, 0.14)
    most = Math.max(most, Math.abs(move) + Math.abs(lift))
  }
  return most
}

/** The swing at which folds are lit in full. */
const FULL_SWING = 0.006
