import { expect, it } from 'vitest'
import type { ClipFacts } from '../../../../app/media/video/clip-facts.ts'
import { stripArguments } from '../../../../app/media/video/film-strip.ts'

const facts = (keyFrames: number, codedWidth = 1280): ClipFacts => ({
  container: { type: 'video/mp4', demuxer: 'mov' },
  sizeBytes: 1,
  durationMs: 60_000,
  lastFrameMs: 59_960,
  startMs: 0,
  sound: [],
  picture: {
    index: 1,
    codec: 'h264',
    profile: null,
    codedWidth,
    codedHeight: 720,
    width: codedWidth,
    height: 720,
    rotation: 0,
    sampleAspect: { num: 1, den: 1 },
    pixelFormat: 'yuv420p',
    bitDepth: 8,
    hasAlpha: false,
    colour: { primaries: null, transfer: null, matrix: null, range: null },
    dynamicRange: 'sdr',
    frameRate: { num: 25, den: 1 },
    isVariableRate: false,
    frames: 1500,
    keyFrames,
  },
})
const input = { path: '/clips/-i "odd"; name.mp4', demuxer: 'mov' as const }
const plan = (keyFrames: number, codedWidth?: number) =>
  stripArguments({ input, facts: facts(keyFrames, codedWidth), frames: 3, look: ['scale=160:90:flags=area', 'setsar=1', 'format=rgb24'] })

const PNG = ['-frames:v', '1', '-c:v', 'png', '-f', 'image2pipe', 'pipe:1']
const SAFE = ['-protocol_whitelist', 'file,pipe', '-f', 'mov']
const FILE = ['-i', 'file:/clips/-i "odd"; name.mp4']
const LOOK = 'scale=160:90:flags=area,setsar=1,format=rgb24'

it('decodes a clip of few key frames once', () => {
  expect(plan(5)).toEqual([...SAFE, ...FILE, '-map', '0:1', '-vf', `fps=3000/60000:start_time=0,${LOOK},tile=3x1`, ...PNG])
})

it('opens a clip of many key frames where the frames lie', () => {
  const at = (seconds: string): readonly string[] => [...SAFE, '-threads', '1', '-noaccurate_seek', '-ss', seconds, ...FILE]
  const frame = (index: number): string => `[${index}:1]trim=end_frame=1,setpts=0,${LOOK}[f${index}]`
  const graph = `${[0, 1, 2].map(frame).join(';')};[f0][f1][f2]hstack=inputs=3[strip]`
  expect(plan(6)).toEqual([...at('0.000'), ...at('20.000'), ...at('40.000'), '-filter_complex', graph, '-map', '[strip]', ...PNG])
})

it('keeps few large frames in the making at once', () => {
  expect(plan(6, 200_000)).toEqual([
    ...[...SAFE, '-skip_frame', 'nokey', ...FILE],
    ...['-map', '0:1', '-vf', `fps=3000/60000:start_time=0,${LOOK},tile=3x1`, ...PNG],
  ])
})
