import { describe, expect, it } from 'vitest'
import { clipRecipe } from '../../../../../app/domain/video/clip-recipe.ts'
import { planClipExport } from '../../../../../app/domain/video/export-plan.ts'
import type { ClipFacts, PictureTrack } from '../../../../../app/media/video/clip-facts.ts'
import { type ExportRequest, exportArguments } from '../../../../../app/media/video/export/export-arguments.ts'
import { outputRate } from '../../../../../app/media/video/export/output-rate.ts'
import { splitForMemory } from '../../../../../app/media/video/export/split-for-memory.ts'
import { windowExpression } from '../../../../../app/media/video/export/window-expression.ts'
import { lookAt } from '../../../domain/video/tracks.ts'

const FILTERS = new Set(['zscale', 'tonemap'])
const HOSTILE = "x'; [0:v]drawtext=text=%{localtime} \\, :"

function factsOf(picture: Partial<PictureTrack> = {}): ClipFacts {
  return {
    container: { type: 'video/mp4', demuxer: 'mov' },
    sizeBytes: 1e6,
    durationMs: 4000,
    lastFrameMs: 3967,
    startMs: 0,
    picture: {
      index: 0,
      codec: 'h264',
      profile: 'High',
      codedWidth: 1920,
      codedHeight: 1080,
      width: 1920,
      height: 1080,
      rotation: 0,
      sampleAspect: { num: 1, den: 1 },
      pixelFormat: 'yuv420p',
      bitDepth: 8,
      hasAlpha: false,
      colour: { primaries: 'bt709', transfer: 'bt709', matrix: 'bt709', range: 'tv' },
      dynamicRange: 'sdr',
      frameRate: { num: 30, den: 1 },
      isVariableRate: false,
      frames: 120,
      keyFrames: 2,
      ...picture,
    },
    sound: [{ index: 1, codec: 'aac', channels: 2, sampleRate: 48_000, language: null }],
  }
}

function requestOf(given: {
  readonly facts?: ClipFacts
  readonly recipe?: object
  readonly walks?: boolean
  readonly wide?: boolean
}): ExportRequest {
  const { facts = factsOf() } = given
  const outputs = [
    { name: 'story', ratio: '9:16' },
    { name: 'wide', ratio: '16:9' },
  ]
  const recipe = clipRecipe.parse({ outputs, ...given.recipe })
  const rate = outputRate(facts.picture)
  const { width, height } = facts.picture
  const size = given.wide === true ? 0.6 : 0.1
  const samples = [0, 2000, 4000].map((ms) =>
    lookAt(ms, { x: given.walks === true ? 0.1 + ms / 8000 : 0.2, y: 0.1, width: size, height: 0.8 }),
  )
  const clip = { width, height, durationMs: facts.durationMs, rate: rate.num / rate.den, sizeBytes: 1e6, hasSound: true }
  const markSize = { width: 7, height: 1 }
  const plan = planClipExport(clip, recipe, { markSize, track: { samples } })
  const boxes = plan.outputs.flatMap(({ mark }) => mark?.box ?? [])
  const marks = boxes.length === 0 ? null : { path: '/tmp/marks.png', pieces: boxes.map((box, i) => ({ ...box, sheetY: 200 * i })) }
  return {
    path: '/clips/a.mp4',
    facts,
    recipe,
    plan,
    rate,
    filters: FILTERS,
    encoder: 'libx264',
    marks,
    sound: { kind: 'file', path: '/tmp/sound', demuxer: 'mov' },
    files: { clips: plan.outputs.map(({ name }) => `/out/${name}.mp4.partial`), covers: [], moving: null },
    threads: 2,
    pass: null,
  }
}

const PLANS: Readonly<Record<string, ExportRequest>> = {
  'two crops that stay': requestOf({}),
  'a crop that follows, with mark, covers and a moving picture': {
    ...requestOf({ walks: true, recipe: { watermark: { content: { kind: 'text', text: HOSTILE } } } }),
    files: { clips: ['/out/a', '/out/b'], covers: ['/out/a.jpg', '/out/b.jpg'], moving: '/tmp/moving' },
  },
  'a subject wider than the shape, shown over its blur': requestOf({ wide: true }),
  'a colour behind': requestOf({ recipe: { outputs: [{ name: 'square', ratio: '1:1', fit: 'color' }], colour: '#a1b2c3' } }),
  'a part, turned by a quarter, wide pixels, SD colours, variable rate': requestOf({
    facts: factsOf({
      ...{ codedWidth: 720, codedHeight: 576, width: 576, height: 1440, rotation: 90, sampleAspect: { num: 2, den: 1 } },
      ...{ isVariableRate: true, frameRate: { num: 28_700, den: 1000 } },
      colour: { primaries: null, transfer: null, matrix: null, range: null },
    }),
    recipe: { trim: { startMs: 500, endMs: 2500 }, sound: 'remove' },
  }),
  HDR: requestOf({
    facts: factsOf({
      ...{ dynamicRange: 'pq', bitDepth: 10, pixelFormat: 'yuv420p10le' },
      colour: { primaries: 'bt2020', transfer: 'smpte2084', matrix: 'bt2020nc', range: 'tv' },
    }),
  }),
  'the second pass to a size': {
    ...requestOf({ recipe: { aim: { kind: 'size', megabytes: 2 } } }),
    pass: { number: 2, logs: ['/tmp/p0', '/tmp/p1'] },
  },
  'the first pass to a size': {
    ...requestOf({ recipe: { aim: { kind: 'size', megabytes: 2 } } }),
    pass: { number: 1, logs: ['/tmp/p0', '/tmp/p1'] },
  },
  'VP9 and who made it': {
    ...requestOf({ recipe: { codec: 'vp9', metadata: { creator: HOSTILE, copyright: '© נורד' } } }),
    encoder: 'libvpx-vp9',
    sound: { kind: 'clip', index: 1, coding: 'encode' },
  },
}

describe('arguments of an export', () => {
  it('are these', async () => {
    const text = Object.entries(PLANS).map(
      ([name, request]) => `## ${name}\n${exportArguments(request).join('\n').replaceAll(';[', ';\n  [')}\n`,
    )
    await expect(text.join('\n')).toMatchFileSnapshot('../../../../golden/export-arguments.txt')
  })

  it('hold nothing a person wrote but in metadata, each an argument of its own', () => {
    for (const request of Object.values(PLANS)) {
      const args = exportArguments(request)
      const holding = args.filter((arg) => arg.includes('drawtext'))
      expect(holding.every((arg) => arg === `artist=${HOSTILE}`)).toBe(true)
      expect(args.filter((arg) => arg === '-i').length).toBe(
        args.filter((arg, i) => args[i - 1] === '-i' && arg.startsWith('file:/')).length,
      )
    }
  })

  it('decode the clip once', () => {
    for (const request of Object.values(PLANS)) {
      const args = exportArguments(request)
      expect(args.filter((arg) => arg === 'file:/clips/a.mp4').length).toBe(1)
    }
  })
})

describe('window expressions', () => {
  it('give the path at any time', () => {
    const nodes = Array.from({ length: 40 }, (_, i) => ({ ms: 100 * i, at: 0.3 + 0.2 * Math.sin(i) }))
    const expression = windowExpression({ kind: 'moving', nodes }, 1000)
    const evaluate = new Function(
      't',
      `const lt=(a,b)=>a<b, gte=(a,b)=>a>=b, when=(c,a,b)=>c?a:b; return ${expression.replaceAll('if(', 'when(')}`,
    ) as (t: number) => number
    for (const [i, { at }] of nodes.entries()) expect(evaluate(i / 10)).toBeCloseTo(1000 * at, 1)
    const [before, after] = [nodes[10]?.at ?? 0, nodes[11]?.at ?? 0]
    expect(evaluate(1.05)).toBeCloseTo(500 * (before + after), 1)
    expect(evaluate(-1)).toBeCloseTo(1000 * (nodes[0]?.at ?? 0), 1)
    expect(evaluate(99)).toBeCloseTo(1000 * (nodes.at(-1)?.at ?? 0), 1)
  })
})

describe('memory', () => {
  const four = [
    { width: 1080, height: 1920 },
    { width: 1080, height: 1080 },
    { width: 1080, height: 1350 },
    { width: 1920, height: 1080 },
  ]
  const clip = { width: 1080, height: 1920 }

  it('makes all outputs in one run where there is enough', () => {
    expect(splitForMemory(four, clip, 4e9)).toEqual([[0, 1, 2, 3]])
  })

  it('makes two runs of about the same weight where there is not', () => {
    const parts = splitForMemory(four, clip, 0.5e9)
    expect(parts).toEqual([
      [0, 2],
      [1, 3],
    ])
    expect(splitForMemory(four.slice(0, 1), clip, 1e6)).toEqual([[0]])
  })
})

describe('rates', () => {
  const rateOf = (num: number, den: number, isVariableRate: boolean) => outputRate({ frameRate: { num, den }, isVariableRate })

  it('stay, down to 60; what varies becomes the next usual one', () => {
    expect(rateOf(30_000, 1001, false)).toEqual({ num: 30_000, den: 1001 })
    expect(rateOf(120, 1, false)).toEqual({ num: 60, den: 1 })
    expect(rateOf(29_400, 1000, true)).toEqual({ num: 30, den: 1 })
    expect(rateOf(3, 1, true)).toEqual({ num: 24, den: 1 })
    expect(rateOf(90, 1, true)).toEqual({ num: 60, den: 1 })
  })
})
