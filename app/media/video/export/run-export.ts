import { rm } from 'node:fs/promises'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { StudioError } from '../../../domain/errors.ts'
import type { ClipRecipe } from '../../../domain/video/clip-recipe.ts'
import type { ClipExportPlan } from '../../../domain/video/export-plan.ts'
import type { VideoTools } from '../capabilities.ts'
import type { ClipFacts } from '../clip-facts.ts'
import { runFfmpeg } from '../ffmpeg.ts'
import { finishPartials } from '../partial-files.ts'
import { chooseEncoder } from './choose-encoder.ts'
import { CLIP_FORMATS } from './codec-arguments.ts'
import { type ExportFiles, type ExportRequest, exportArguments, type MarkFile, type SoundSource } from './export-arguments.ts'
import { makeMovingPictures } from './moving-pictures.ts'
import { type Loudness, normaliseSound } from './normalise-sound.ts'
import { outputRate } from './output-rate.ts'
import { splitForMemory } from './split-for-memory.ts'

export interface RunExport {
  readonly path: string
  readonly facts: ClipFacts
  readonly recipe: ClipRecipe
  readonly plan: ClipExportPlan
  readonly marks: MarkFile | null
  /** Where everything goes; files in it may be replaced. */
  readonly folder: string
  readonly tools: VideoTools
  readonly signal: AbortSignal
  /** 0..1. */
  readonly onProgress?: (fraction: number) => void
  /** Memory that may be taken, in bytes; what is free without it. */
  readonly freeBytes?: number
}

export interface ExportedFiles {
  /** One for each output, in order. */
  readonly clips: readonly string[]
  readonly covers: readonly string[]
  readonly gif: string | null
  readonly webp: string | null
  readonly encoder: string
  readonly loudness: { readonly before: Loudness; readonly after: Loudness } | null
  /** How often the clip was decoded for the outputs: once, but for two passes and where memory is short. */
  readonly decodes: number
}

/**
 * Makes all files of an export. They get their names when all of them are whole; after a failure or an abort none is there.
 *
 * @throws StudioError `video.no-encoder`, `video.ffmpeg-failed`, `video.ffmpeg-killed`, `storage.full`, `storage.failed`; an abort passes through.
 */
export async function runExport(run: RunExport): Promise<ExportedFiles> {
  const { recipe, plan, folder, tools, signal, facts } = run
  const chosen = await chooseEncoder(recipe, { tools, signal })
  const { ending } = CLIP_FORMATS[recipe.codec]
  const named = (name: string): string => join(folder, name)
  const clips = plan.outputs.map((_, i) => named(`clip-${i}.${ending}`))
  const covers = recipe.cover ? plan.outputs.map((_, i) => named(`cover-${i}.jpg`)) : []
  const gif = recipe.gif ? named('moving.gif') : null
  const webp = recipe.webp ? named('moving.webp') : null
  const scratch = { sound: named('sound.part'), moving: gif === null && webp === null ? null : named('moving.part') }
  const logs = plan.outputs.map((_, i) => named(`pass-${i}`))
  try {
    const { source, loudness } = await prepareSound(run, scratch.sound)
    const wanted = [...clips, ...covers, ...(gif === null ? [] : [gif]), ...(webp === null ? [] : [webp])]
    return await finishPartials(wanted, async (partials) => {
      const [nClips, nCovers] = [clips.length, clips.length + covers.length]
      const files: ExportFiles = { clips: partials.slice(0, nClips), covers: partials.slice(nClips, nCovers), moving: scratch.moving }
      const base = { ...run, rate: outputRate(facts.picture), filters: (await tools.capabilities()).filters, sound: source, files }
      const encode = (encoder: string): Promise<number> => encodeAll(run, { ...base, encoder, threads: 1, pass: null }, logs)
      const decodes = await encode(chosen.encoder).catch(async (thrown: unknown) => {
        // Hardware that proved itself with a frame may still fail at a whole clip.
        if (!chosen.isHardware || !(thrown instanceof StudioError) || thrown.code !== 'video.ffmpeg-failed') throw thrown
        const { encoder } = await chooseEncoder({ ...recipe, encoder: 'software' }, { tools, signal })
        return await encode(encoder)
      })
      const moving = partials.slice(nCovers)
      if (scratch.moving !== null)
        await makeMovingPictures(
          scratch.moving,
          { gif: gif === null ? null : (moving[0] ?? null), webp: webp === null ? null : (moving.at(-1) ?? null) },
          run,
        )
      return { clips, covers, gif, webp, encoder: chosen.encoder, loudness, decodes }
    })
  } finally {
    const left = [scratch.sound, scratch.moving, ...logs.flatMap((log, i) => [`${log}-${i}.log`, `${log}-${i}.log.mbtree`])]
    for (const path of left) if (path !== null) await rm(path, { force: true })
  }
}

/** Sound is coded once for all outputs, or taken as it is; the pictures' run only copies it. */
async function prepareSound(
  run: RunExport,
  to: string,
): Promise<{ readonly source: SoundSource; readonly loudness: ExportedFiles['loudness'] }> {
  const { recipe, facts, plan, tools, signal, path } = run
  const [track] = facts.sound
  if (track === undefined || recipe.sound === 'remove') return { source: { kind: 'none' }, loudness: null }
  const { soundCodec } = CLIP_FORMATS[recipe.codec]
  if (recipe.sound === 'keep') {
    const coding = track.codec === soundCodec ? 'copy' : 'encode'
    return { source: { kind: 'clip', index: track.index, coding }, loudness: null }
  }
  const part = { startMs: plan.startMs, durationMs: plan.durationMs }
  const loudness = await normaliseSound({ path, facts, part, codec: soundCodec, to, tools, signal })
  return { source: { kind: 'file', path: to, demuxer: soundCodec === 'aac' ? 'mov' : 'ogg' }, loudness }
}

/** Nobody wants the files of a run that was stopped: ffmpeg would still flush four encoders and move their indexes to the front. */
const KILL_AFTER_MS = 100

/** Everything in one run, or in two where memory is short; each of them twice where a size is aimed at. Gives the number of runs. */
async function encodeAll(run: RunExport, request: ExportRequest, logs: readonly string[]): Promise<number> {
  const { ffmpeg } = await run.tools.programs()
  const parts = splitForMemory(request.plan.outputs, run.facts.picture, run.freeBytes ?? process.availableMemory())
  const passes = run.recipe.aim.kind === 'size' ? ([1, 2] as const) : ([null] as const)
  const runs = parts.length * passes.length
  let done = 0
  for (const outputs of parts) {
    for (const number of passes) {
      const args = exportArguments({
        ...partOf(request, outputs),
        threads: threadsFor(outputs.length),
        pass: number === null ? null : { number, logs: outputs.map((i) => logs[i] ?? '') },
      })
      const onProgress = ({ outTimeMs }: { readonly outTimeMs: number }): void =>
        run.onProgress?.((done + Math.min(1, outTimeMs / run.plan.durationMs)) / runs)
      await runFfmpeg({ program: ffmpeg, args, signal: run.signal, killAfterMs: KILL_AFTER_MS, onProgress })
      done += 1
    }
  }
  return runs
}

/** The request for some of the outputs. The moving picture is of the first. */
function partOf(request: ExportRequest, outputs: readonly number[]): ExportRequest {
  const pick = <T>(all: readonly T[]): T[] => outputs.flatMap((i) => (all.length === 0 ? [] : [all[i] as T]))
  const { plan, marks, files } = request
  return {
    ...request,
    plan: { ...plan, outputs: pick(plan.outputs) },
    marks: marks === null ? null : { ...marks, pieces: pick(marks.pieces) },
    files: { clips: pick(files.clips), covers: pick(files.covers), moving: outputs.includes(0) ? files.moving : null },
  }
}

/**
 * Encoders share the cores. With as many threads as each takes alone four of them kept 907 MB for 1080 x 1920, with two 822 MB, with one
 * 631 MB for the same processor time; but with one ffmpeg waits for each encoder in turn.
 */
export function threadsFor(outputs: number): number {
  return Math.max(2, Math.min(16, Math.ceil((1.5 * cpus().length) / outputs)))
}
