import { join } from 'node:path'
import sharp from 'sharp'
import { expect, it } from 'vitest'
import { rgb8 } from '../../app/domain/raster.ts'
import { clipRecipe } from '../../app/domain/video/clip-recipe.ts'
import { placeAt } from '../../app/domain/video/crop-path.ts'
import { planClipExport } from '../../app/domain/video/export-plan.ts'
import { type SubjectTrack, shareBetween } from '../../app/domain/video/subject-track.ts'
import { openEyes } from '../../app/inference/open-eyes.ts'
import type { ClipFacts } from '../../app/media/video/clip-facts.ts'
import { sampleFrames } from '../../app/media/video/export/sample-frames.ts'
import { runFfmpeg } from '../../app/media/video/ffmpeg.ts'
import { probeClip } from '../../app/media/video/probe.ts'
import { detailOf, subjectOfFrame } from '../../app/raster/clip/subject-of-frame.ts'
import { tempFolder } from '../support/temp-library.ts'
import { hasTestdata, testdata } from '../support/testdata.ts'
import { hasFfmpeg, videoTools } from '../support/video-tools.ts'

const signal = new AbortController().signal

/** A photo of a person that slides across a wide frame, 6 s. */
async function walkingClip(folder: string): Promise<string> {
  const { ffmpeg } = await videoTools.programs()
  const path = join(folder, 'walk.mp4')
  const ground = await sharp({ create: { width: 1280, height: 720, channels: 3, background: '#c8ccd0' } })
    .raw()
    .toBuffer()
  const person = join(folder, 'person.png')
  await sharp(testdata('photos/persons/luma-wj06-purple_main.jpg')).resize({ height: 720 }).png().toFile(person)
  // The frame itself comes by pipe: its format can be written too, which fluent-ffmpeg wants of the first.
  const still = ['-f', 'rawvideo', '-pixel_format', 'rgb24', '-video_size', '1280x720', '-framerate', '25', '-i', 'pipe:0']
  const graph = "[0]loop=loop=149:size=1:start=0[g];[1]loop=loop=-1:size=1[p];[g][p]overlay=x='-150+(700+150)*t/6':y=0:shortest=1"
  const coded = ['-t', '6', '-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-f', 'mp4', path]
  const args = [...still, '-f', 'png_pipe', '-i', person, '-filter_complex', graph, ...coded]
  await runFfmpeg({ program: ffmpeg, args, stdin: [new Uint8Array(ground)], signal })
  return path
}

it.skipIf(!hasFfmpeg || !hasTestdata)(
  'a crop follows a person: faces whole and 95 % of them inside, also between the looks it was planned by',
  { timeout: 120_000 },
  async () => {
    await using folder = await tempFolder()
    const path = await walkingClip(folder.path)
    const { ffprobe } = await videoTools.programs()
    const facts = await probeClip({ ffprobe, path, signal })
    const eyes = await openEyes()
    const track = await look(eyes, { path, facts }, { startMs: 0, durationMs: facts.durationMs })
    const outputs = [
      { name: 'square', ratio: '1:1' },
      { name: 'portrait', ratio: '4:5' },
    ]
    const clip = { width: 1280, height: 720, durationMs: facts.durationMs, rate: 25, sizeBytes: 1, hasSound: false }
    const plan = planClipExport(clip, clipRecipe.parse({ outputs }), { markSize: null, track })
    expect(plan.outputs.map(({ layout }) => layout.kind)).toEqual(['crop', 'crop'])
    // Looks at other times than those of the plan.
    const between = await look(eyes, { path, facts }, { startMs: 170, durationMs: facts.durationMs - 170 })
    await eyes.close()
    let faces = 0
    for (const { layout } of plan.outputs) {
      if (layout.kind !== 'crop') continue
      expect(layout.path.kind).toBe('moving')
      const length = layout.window.width / clip.width
      for (const { ms, subject } of between.samples) {
        if (subject === null) continue
        const at = placeAt(layout.path, ms + 170)
        expect(shareBetween(subject.columns, at, at + length)).toBeGreaterThan(0.95)
        if (subject.face === null) continue
        faces += 1
        expect(at).toBeLessThanOrEqual(subject.face.x)
        expect(at + length).toBeGreaterThanOrEqual(subject.face.x + subject.face.width)
      }
    }
    expect(faces).toBeGreaterThan(12)
  },
)

async function look(
  eyes: Awaited<ReturnType<typeof openEyes>>,
  clip: { readonly path: string; readonly facts: ClipFacts },
  part: { readonly startMs: number; readonly durationMs: number },
): Promise<SubjectTrack> {
  const { stack, frameHeight, times } = await sampleFrames(clip, part, { tools: videoTools, signal })
  const samples = []
  for (const [i, ms] of times.entries()) {
    const bytes = stack.width * frameHeight * 3
    const frame = rgb8(stack.width, frameHeight, stack.data.subarray(i * bytes, (i + 1) * bytes))
    const people = await eyes.findPeople(frame, { model: 'full', passes: 1, maxPeople: 3 })
    samples.push({ ms, subject: subjectOfFrame(people, frame), sharpness: detailOf(frame) })
  }
  return { samples }
}
