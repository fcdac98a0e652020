import type { ClipRecipe } from '../../../domain/video/clip-recipe.ts'
import type { ClipExportPlan } from '../../../domain/video/export-plan.ts'
import type { ClipFacts, Rational } from '../clip-facts.ts'
import { inputArguments } from '../input-arguments.ts'
import { CLIP_FORMATS, pictureArguments } from './codec-arguments.ts'
import { filterGraph, frameCount, type MarkSheet } from './filter-graph.ts'

/** All marks of an export, in a PNG of ours. */
export interface MarkFile extends Pick<MarkSheet, 'pieces'> {
  readonly path: string
}

/** Where the sound of the outputs comes from. */
export type SoundSource =
  | { readonly kind: 'none' }
  /** A file of ours with one finished track. */
  | { readonly kind: 'file'; readonly path: string; readonly demuxer: 'mov' | 'ogg' }
  /** A track of the clip, as it is or coded anew. */
  | { readonly kind: 'clip'; readonly index: number; readonly coding: 'copy' | 'encode' }

export interface ExportFiles {
  /** One for each output, in order. */
  readonly clips: readonly string[]
  /** The same, or none. */
  readonly covers: readonly string[]
  /** Frames of the short moving picture, for GIF and WebP; null without. */
  readonly moving: string | null
}

export interface ExportRequest {
  readonly path: string
  readonly facts: ClipFacts
  readonly recipe: ClipRecipe
  readonly plan: ClipExportPlan
  readonly rate: Rational
  readonly filters: ReadonlySet<string>
  readonly encoder: string
  readonly marks: MarkFile | null
  readonly sound: SoundSource
  readonly files: ExportFiles
  /** Threads of each encoder, and of the decoder. */
  readonly threads: number
  /** Which of two passes; each output's statistics go to its own file. */
  readonly pass: { readonly number: 1 | 2; readonly logs: readonly string[] } | null
}

/** Moving pictures are this wide at most, play so fast and so long: a GIF of more is no longer small. */
export const MOVING = { widthPx: 480, rate: 12, mostMs: 10_000 }
const SOUND_BITS = 160_000
/** Of a size that is aimed at, what the container and the swings of the encoder take. */
const SIZE_ROOM = 0.965

/**
 * The one run that makes all outputs of an export. Pure: the same request gives the same arguments. Texts of the user stand in
 * metadata only, each an argument of its own.
 */
export function exportArguments(request: ExportRequest): readonly string[] {
  const { path, facts, plan, sound, marks } = request
  const input = inputArguments({ path, demuxer: facts.container.demuxer }, ...trimArguments(request), '-threads', String(request.threads))
  const sounds = sound.kind === 'file' ? ['-f', sound.demuxer, '-i', `file:${sound.path}`] : []
  const markInput = marks === null ? [] : ['-f', 'png_pipe', '-i', `file:${marks.path}`]
  const isFirst = request.pass?.number === 1
  const moving = request.files.moving === null || isFirst ? null : movingSize(request)
  const covers = request.files.covers.length > 0 && !isFirst
  const graph = filterGraph({
    ...request,
    pixelFormat: CLIP_FORMATS[request.recipe.codec].pixelFormat,
    colour: request.recipe.colour,
    marks: marks === null ? null : { input: sound.kind === 'file' ? 2 : 1, pieces: marks.pieces },
    covers,
    moving,
  })
  return [
    ...input,
    ...sounds,
    ...markInput,
    '-filter_complex',
    graph,
    ...plan.outputs.flatMap((_, i) => outputArguments(request, i)),
    ...(covers ? request.files.covers.flatMap(coverArguments) : []),
    ...(moving === null || request.files.moving === null
      ? []
      : ['-map', '[g]', '-an', '-c:v', 'ffvhuff', '-f', 'nut', `file:${request.files.moving}`]),
  ]
}

function trimArguments({ plan, facts }: ExportRequest): readonly string[] {
  const isWhole = plan.startMs === 0 && plan.durationMs >= facts.durationMs - 1
  if (isWhole) return []
  // Half a second more is read: frames of a variable rate end late. The graph cuts at the frame.
  return ['-ss', seconds(plan.startMs), '-t', seconds(plan.durationMs + 500)]
}

function outputArguments(request: ExportRequest, i: number): readonly string[] {
  const { recipe, plan, rate, encoder, threads, pass, files } = request
  const { muxer } = CLIP_FORMATS[recipe.codec]
  const lengthMs = (frameCount(plan.durationMs, rate) * 1000 * rate.den) / rate.num
  const passes = pass === null ? [] : ['-pass', String(pass.number), '-passlogfile', pass.logs[i] ?? '']
  const end = pass?.number === 1 ? ['-f', 'null', '-'] : [...muxerArguments(recipe, muxer), '-f', muxer, `file:${files.clips[i] ?? ''}`]
  return [
    '-map',
    `[v${i}]`,
    ...soundArguments(request),
    ...pictureArguments({ encoder, recipe, rate, bitRate: bitRateOf(request), threads }),
    ...passes,
    '-t',
    seconds(lengthMs),
    ...end,
  ]
}

function muxerArguments({ metadata }: ClipRecipe, muxer: string): readonly string[] {
  const said = [
    ...(metadata.creator === null ? [] : ['-metadata', `artist=${metadata.creator}`]),
    ...(metadata.copyright === null ? [] : ['-metadata', `copyright=${metadata.copyright}`]),
  ]
  // Nothing of the clip's own: places and cameras stay here. The index goes to the front, so that a network can play at once.
  const front = muxer === 'webm' ? [] : ['-movflags', '+faststart+write_colr']
  return ['-map_metadata', '-1', '-map_chapters', '-1', '-fflags', '+bitexact', ...said, ...front]
}

function soundArguments({ sound, recipe }: ExportRequest): readonly string[] {
  if (sound.kind === 'none') return ['-an']
  if (sound.kind === 'file') return ['-map', '1:0', '-c:a', 'copy']
  const from = ['-map', `0:${sound.index}`]
  if (sound.coding === 'copy') return [...from, '-c:a', 'copy']
  return [...from, ...encodeSound(CLIP_FORMATS[recipe.codec].soundCodec)]
}

/** Two channels at 48 kHz. */
export function encodeSound(codec: 'aac' | 'opus'): readonly string[] {
  return ['-c:a', codec === 'aac' ? 'aac' : 'libopus', '-b:a', String(SOUND_BITS), '-ac', '2', '-ar', '48000']
}

/** Bits a second for the picture of a file of the wanted size. */
function bitRateOf({ recipe, plan, sound }: ExportRequest): number | null {
  if (recipe.aim.kind === 'quality') return null
  const bits = recipe.aim.megabytes * 8e6 * SIZE_ROOM
  const heard = sound.kind === 'none' ? 0 : SOUND_BITS
  return Math.max(20_000, Math.round(bits / (plan.durationMs / 1000) - heard))
}

function coverArguments(path: string, i: number): readonly string[] {
  return ['-map', `[c${i}]`, '-frames:v', '1', '-c:v', 'mjpeg', '-q:v', '2', '-update', '1', '-f', 'image2', `file:${path}`]
}

function movingSize({ plan }: ExportRequest): { width: number; height: number; rate: number; frames: number } {
  const { width, height } = plan.outputs[0] ?? { width: 2, height: 2 }
  const scale = Math.min(1, MOVING.widthPx / width)
  const frames = Math.max(1, Math.round((Math.min(MOVING.mostMs, plan.durationMs) * MOVING.rate) / 1000))
  return { width: Math.round(width * scale), height: Math.round(height * scale), rate: MOVING.rate, frames }
}

const seconds = (ms: number): string => (ms / 1000).toFixed(6)
