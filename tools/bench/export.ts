import { rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { rgb8 } from '../../app/domain/raster.ts'
import { clipRecipe } from '../../app/domain/video/clip-recipe.ts'
import { type ClipExportPlan, planClipExport } from '../../app/domain/video/export-plan.ts'
import { openEyes } from '../../app/inference/open-eyes.ts'
import type { ClipFacts } from '../../app/media/video/clip-facts.ts'
import { pictureArguments } from '../../app/media/video/export/codec-arguments.ts'
import { type ExportRequest, exportArguments } from '../../app/media/video/export/export-arguments.ts'
import { filterGraph, type MarkSheet } from '../../app/media/video/export/filter-graph.ts'
import { outputRate } from '../../app/media/video/export/output-rate.ts'
import { runExport, threadsFor } from '../../app/media/video/export/run-export.ts'
import { sampleFrames } from '../../app/media/video/export/sample-frames.ts'
import { runFfmpeg } from '../../app/media/video/ffmpeg.ts'
import { probeClip } from '../../app/media/video/probe.ts'
import { subjectOfFrame } from '../../app/raster/clip/subject-of-frame.ts'
import { type Cost, costOf, makeBenchClip, sumOf, videoTools } from './export-clip.ts'
import type { BenchReport } from './report.ts'

const MARK = { width: 300, height: 80 }
/** What programs ask for that care about time; ffmpeg's own `medium` takes three times as long. */
const CHAIN_ENCODER = ['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '20']

/**
 * All outputs of a clip of 1080 x 1920 in one run, against the usual chain with the same crops and mark and the same quality factor: mark to a
 * temporary file, one encode for each shape, a cover. Processor time is ffmpeg's own. `DRAPE_BENCH_SECONDS` sets the lengths
 * (`5,30` without), `DRAPE_BENCH_SCENE=photo` takes clips with grain.
 */
export async function benchExport(folder: string): Promise<BenchReport> {
  const lengths = (process.env['DRAPE_BENCH_SECONDS'] ?? '5,30').split(',').map(Number)
  const metrics: Record<string, number> = {}
  const limits: Record<string, { readonly min?: number; readonly max?: number }> = {}
  for (const seconds of lengths) {
    const prefixed = <Value>(values: Readonly<Record<string, Value>>): Record<string, Value> =>
      Object.fromEntries(Object.entries(values).map(([name, value]) => [`${seconds} s, ${name}`, value]))
    Object.assign(metrics, prefixed(await measureLength(folder, seconds)))
    Object.assign(limits, prefixed(LIMITS))
  }
  return { metrics, limits }
}

const LIMITS = {
  'chain / one run: processor': { min: 1.6 },
  'chain / one run: wall': { min: 1.7 },
  'one run / floor: processor': { max: 1.1 },
  'one run: peak (MiB)': { max: 1024 },
  'SSIM: one run less chain': { min: 0 },
} as const

async function measureLength(folder: string, seconds: number): Promise<Record<string, number>> {
  const scene = process.env['DRAPE_BENCH_SCENE'] === 'photo' ? 'photo' : 'footage'
  const path = await makeBenchClip(folder, { seconds, scene })
  const { ffprobe } = await videoTools.programs()
  const facts = await probeClip({ ffprobe, path, signal: new AbortController().signal })
  const request = await requestFor(folder, path, facts)
  const one = await costOf(exportArguments(request))
  const chain = await runChain(folder, path, request)
  const floor = await floorOf(folder, request)
  const quality = await qualityOf(request, chain.files)
  const metrics: Record<string, number> = {
    'one run: processor (s)': one.cpu,
    'one run: wall (s)': one.wall,
    'one run: peak (MiB)': one.peakMiB,
    'chain: processor (s)': chain.cost.cpu,
    'chain: wall (s)': chain.cost.wall,
    'chain / one run: processor': chain.cost.cpu / one.cpu,
    'chain / one run: wall': chain.cost.wall / one.wall,
    'floor: processor (s)': floor.cpu,
    'one run / floor: processor': one.cpu / floor.cpu,
    ...quality,
    ...(await ownPasses(folder, request)),
  }
  for (const file of [...request.files.clips, ...chain.files]) await rm(file, { force: true })
  return metrics
}

async function requestFor(folder: string, path: string, facts: ClipFacts): Promise<ExportRequest> {
  const mark = join(folder, 'mark.png')
  await sharp({ create: { ...MARK, channels: 4, background: { r: 255, g: 255, b: 255, alpha: 0.7 } } })
    .png()
    .toFile(mark)
  // Crops that stay, so that both ways make the same frames whatever is seen in them.
  const outputs = (['9:16', '1:1', '4:5', '16:9'] as const).map((ratio) => ({ name: ratio.replace(':', 'x'), ratio, place: 0.3 }))
  const recipe = clipRecipe.parse({ outputs, cover: true, sound: 'keep', watermark: { content: { kind: 'text', text: 'x' } } })
  const rate = outputRate(facts.picture)
  const clip = { ...facts.picture, durationMs: facts.durationMs, rate: rate.num / rate.den, sizeBytes: facts.sizeBytes, hasSound: true }
  const plan: ClipExportPlan = planClipExport(clip, recipe, { markSize: MARK, track: null })
  const { filters } = await videoTools.capabilities()
  const files = {
    clips: plan.outputs.map(({ name }) => join(folder, `one-${name}.mp4`)),
    covers: plan.outputs.map(({ name }) => join(folder, `one-${name}.jpg`)),
    moving: null,
  }
  const pieces = plan.outputs.map(({ width, height }) => ({ ...MARK, sheetY: 0, x: width - 340, y: height - 120 }))
  const [track] = facts.sound
  const sound = { kind: 'clip', index: track?.index ?? 1, coding: 'copy' } as const
  return {
    path,
    facts,
    recipe,
    plan,
    rate,
    filters,
    encoder: 'libx264',
    marks: { path: mark, pieces },
    sound,
    files,
    threads: threadsFor(outputs.length),
    pass: null,
  }
}

/** As most programs over fluent-ffmpeg do it: a run for each step, everything decoded and encoded again. */
async function runChain(
  folder: string,
  path: string,
  request: ExportRequest,
): Promise<{ readonly cost: Cost; readonly files: readonly string[] }> {
  const marked = join(folder, 'chain-marked.mp4')
  const logo = request.marks?.path ?? ''
  const coded = [...CHAIN_ENCODER, '-pix_fmt', 'yuv420p', '-c:a', 'copy', '-f', 'mp4']
  const costs = [await costOf(['-i', path, '-i', logo, '-filter_complex', 'overlay=740:1800', ...coded, marked])]
  const files = request.plan.outputs.map(({ name }) => join(folder, `chain-${name}.mp4`))
  for (const [i, { layout, width, height }] of request.plan.outputs.entries()) {
    if (layout.kind !== 'crop') throw new Error('The benchmark crops')
    const { window, path: moves } = layout
    const crop = `crop=${window.width}:${window.height}:0:${Math.round((moves.nodes[0]?.at ?? 0) * 1920)}:exact=1`
    const look = `${crop},scale=${width}:${height}:flags=bicubic,setsar=1`
    costs.push(await costOf(['-i', marked, '-vf', look, '-movflags', '+faststart', ...coded, files[i] ?? '']))
  }
  const picture = ['-frames:v', '1', '-q:v', '2', '-update', '1', '-f', 'image2', join(folder, 'chain-cover.jpg')]
  costs.push(await costOf(['-ss', '1.5', '-i', files[0] ?? '', ...picture]))
  await rm(marked, { force: true })
  return { cost: sumOf(costs), files }
}

/** What cannot be avoided: decoding and filtering once, and each encoder alone with frames from memory. */
async function floorOf(folder: string, request: ExportRequest): Promise<Cost> {
  const args = exportArguments(request)
  const inputs = args.slice(0, args.indexOf('-filter_complex'))
  const graph = filterGraph({ ...request, pixelFormat: 'yuv420p', colour: '#000000', marks: placed(request), covers: false, moving: null })
  const raw = request.plan.outputs.map(({ name }) => join(folder, `raw-${name}.yuv`))
  const nulls = raw.flatMap((_, i) => ['-map', `[v${i}]`, '-c:v', 'wrapped_avframe', '-f', 'null', '-'])
  const costs = [await costOf([...inputs, '-filter_complex', graph, ...nulls])]
  for (const [i, { width, height }] of request.plan.outputs.entries()) {
    const to = raw[i] ?? ''
    const only = filterGraph({
      ...request,
      plan: onlyOutput(request.plan, i),
      pixelFormat: 'yuv420p',
      colour: '#000000',
      marks: placed(request, i),
      covers: false,
      moving: null,
    })
    await costOf([...inputs, '-filter_complex', only, '-map', '[v0]', '-f', 'rawvideo', to])
    const frames = ['-f', 'rawvideo', '-pixel_format', 'yuv420p', '-video_size', `${width}x${height}`, '-framerate', '30', '-i', to]
    costs.push(await costOf([...frames, ...pictureArguments({ ...request, bitRate: null }), '-f', 'null', '-']))
    await rm(to, { force: true })
  }
  return sumOf(costs)
}

const onlyOutput = (plan: ClipExportPlan, i: number): ClipExportPlan => ({ ...plan, outputs: plan.outputs.slice(i, i + 1) })
const placed = ({ marks }: ExportRequest, only?: number): MarkSheet | null =>
  marks === null ? null : { input: 1, pieces: only === undefined ? marks.pieces : marks.pieces.slice(only, only + 1) }

/** SSIM against the clip itself in the same crop, where no mark lies: the upper half. Mean of the four shapes. */
async function qualityOf(request: ExportRequest, chain: readonly string[]): Promise<Record<string, number>> {
  const { ffmpeg } = await videoTools.programs()
  const measure = async (file: string, i: number): Promise<number> => {
    const graph = filterGraph({
      ...request,
      plan: onlyOutput(request.plan, i),
      pixelFormat: 'yuv420p',
      colour: '#000000',
      marks: null,
      covers: false,
      moving: null,
    })
    const compare = `${graph};[v0]crop=iw:ih/2:0:0[a];[1:v]crop=iw:ih/2:0:0,setsar=1[b];[a][b]ssim`
    const args = ['-i', request.path, '-i', file, '-filter_complex', compare, '-f', 'null', '-']
    const { log } = await runFfmpeg({ program: ffmpeg, args, logLevel: 'info', signal: new AbortController().signal })
    return Number(/SSIM .*All:([\d.]+)/.exec(log)?.[1])
  }
  const means = { one: 0, chain: 0 }
  const shapes = request.files.clips.length
  for (const [i, file] of request.files.clips.entries()) {
    means.one += (await measure(file, i)) / shapes
    means.chain += (await measure(chain[i] ?? '', i)) / shapes
  }
  const bytes = async (files: readonly string[]): Promise<number> =>
    (await Promise.all(files.map((file) => stat(file)))).reduce((sum, { size }) => sum + size, 0)
  return {
    'SSIM: one run': means.one,
    'SSIM: chain': means.chain,
    'SSIM: one run less chain': means.one - means.chain,
    'bytes: one run / chain': (await bytes(request.files.clips)) / (await bytes(chain)),
  }
}

/** What is no part of the one run: looking for the subject, and bringing the sound to the networks' loudness. Wall seconds. */
async function ownPasses(folder: string, request: ExportRequest): Promise<Record<string, number>> {
  const { path, facts, recipe, plan } = request
  const signal = new AbortController().signal
  const eyes = await openEyes({ warm: 'at-once' })
  const startedMs = performance.now()
  const cpuBefore = process.cpuUsage()
  const { stack, frameHeight, times } = await sampleFrames({ path, facts }, plan, { tools: videoTools, signal })
  const decodedMs = performance.now()
  for (const i of times.keys()) {
    const bytes = stack.width * frameHeight * 3
    const frame = rgb8(stack.width, frameHeight, stack.data.subarray(i * bytes, (i + 1) * bytes))
    subjectOfFrame(await eyes.findPeople(frame, { model: 'full', passes: 1, maxPeople: 3 }), frame)
  }
  const { user, system } = process.cpuUsage(cpuBefore)
  await eyes.close()
  const sampledAgain = await costOf(sampleCostArguments(path))
  // One small output, so that sound is what is measured.
  const small = { ...recipe, outputs: recipe.outputs.slice(0, 1), sound: 'normalise' as const, cover: false }
  const { loudness } = await runExport({
    path,
    facts,
    recipe: small,
    plan: { ...plan, outputs: plan.outputs.slice(0, 1) },
    marks: null,
    folder,
    tools: videoTools,
    signal,
  })
  return {
    'subject: decode for looking (wall s)': (decodedMs - startedMs) / 1000,
    'subject: decode for looking, processor (s)': sampledAgain.cpu,
    'subject: looking at frames, processor (s)': (user + system) / 1e6,
    'subject: frames': times.length,
    'loudness before (LUFS)': loudness?.before.lufs ?? Number.NaN,
    'loudness after (LUFS)': loudness?.after.lufs ?? Number.NaN,
    'true peak after (dBTP)': loudness?.after.truePeak ?? Number.NaN,
  }
}

const sampleCostArguments = (path: string): readonly string[] => [
  ...['-skip_loop_filter', 'all', '-skip_frame', 'noref', '-i', path, '-an', '-vf', 'fps=2,scale=288:512:flags=area,format=rgb24'],
  ...['-f', 'null', '-'],
]
