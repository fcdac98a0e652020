import { copyFile, mkdir } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { z } from 'zod'
import { CLIP_RATIOS, camera, type Direction, direction } from '../../domain/director/direction.ts'
import type { MotionResult } from '../../domain/director/motion-result.ts'
import { StudioError } from '../../domain/errors.ts'
import type { Size } from '../../domain/raster.ts'
import { importOne } from '../import-paths.ts'
import { EXIT } from '../output.ts'
import { finishJob } from '../run-job.ts'
import type { Session } from '../session.ts'
import { type CommandContext, withSession } from './command.ts'

export interface MotionArguments {
  readonly in: string
  readonly template: string
  readonly camera?: string
  readonly garmentMask?: string
  readonly seconds?: string
  readonly ratio?: string
  readonly size?: string
  readonly seed?: string
  readonly out?: string
}

/** `drape motion`: imports the still, renders the clip, copies it to where it was asked for; it is kept in the library in any case. */
export async function runMotion(context: CommandContext, options: MotionArguments): Promise<number> {
  const size = readSize(options.size)
  return await withSession(context, 'work', async (session) => {
    const how = await readDirection(session, options)
    const stillId = await importOne(session, options.in, context)
    const clothMaskId = options.garmentMask === undefined ? undefined : await importOne(session, options.garmentMask, context)
    const { jobId } = await session.client['motion.render']({
      stillId,
      direction: how,
      template: options.template,
      ...(clothMaskId === undefined ? {} : { clothMaskId }),
      ...(size === undefined ? {} : { size }),
    })
    const job = await finishJob(session.client, jobId, context)
    // The core has checked it against the schema of the job kind.
    const result = job.result as unknown as MotionResult
    const { path } = await session.client['media.locate']({ hash: result.hash, variant: 'original' })
    const out = options.out === undefined ? path : resolve(options.out)
    if (options.out !== undefined) {
      await mkdir(dirname(out), { recursive: true })
      await copyFile(path, out)
    }
    const { assetId, width, height, frames, frameRate, encoder, notes, sizeBytes, ms } = result
    const seconds = (frames * frameRate.den) / frameRate.num
    context.output.answer({ ok: true, out, assetId, width, height, frames, frameRate, seconds, encoder, notes, sizeBytes, ms }, [
      out,
      `${width} x ${height}, ${seconds.toFixed(2)} s, ${frames} frames, by ${encoder}, ${Math.round(ms)} ms`,
      ...notes.map((note) => `note: ${note}`),
    ])
    return EXIT.ok
  })
}

/** A template of the studio or a saved one, with what the call changes of it. */
async function readDirection(session: Session, options: MotionArguments): Promise<Direction> {
  const { builtIn, saved } = await session.client['motion.templates']({})
  const found = [...builtIn, ...saved].find(({ name }) => name === options.template)
  if (found === undefined) {
    const names = [...builtIn, ...saved].map(({ name }) => name).join(', ')
    throw new StudioError('request.invalid', `There is no template "${options.template}". Known: ${names}.`)
  }
  const changed = {
    ...found.direction,
    camera: { ...found.direction.camera, ...readCamera(options.camera) },
    output: {
      ...found.direction.output,
      ...(options.seconds === undefined ? {} : { seconds: Number(options.seconds) }),
      ...(options.ratio === undefined ? {} : { ratio: options.ratio }),
    },
    ...(options.seed === undefined ? {} : { seed: Number(options.seed) }),
  }
  return checked(direction, changed, `--seconds takes 0.5 to 30, --ratio one of ${CLIP_RATIOS.join(', ')}, --seed a whole number`)
}

/** Any fields of a camera, as JSON. */
function readCamera(text: string | undefined): Partial<z.output<typeof camera>> {
  if (text === undefined) return {}
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    throw new StudioError('request.invalid', '--camera is no JSON', { cause })
  }
  const given = typeof value === 'object' && value !== null ? value : {}
  const whole = checked(camera, value, '--camera does not fit')
  return Object.fromEntries(Object.entries(whole).filter(([field]) => field in given))
}

function readSize(text: string | undefined): Size | undefined {
  if (text === undefined) return undefined
  const [, width = '', height = ''] = /^(\d+)x(\d+)$/.exec(text) ?? []
  const size = { width: Number(width), height: Number(height) }
  const isUsable = [size.width, size.height].every((side) => side >= 16 && side <= 4096 && side % 2 === 0)
  if (!isUsable) throw new StudioError('request.invalid', '--size takes even sides from 16 to 4096, such as 1080x1920')
  return size
}

function checked<Schema extends z.ZodType>(schema: Schema, value: unknown, what: string): z.output<Schema> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  throw new StudioError('request.invalid', `${what}: ${z.prettifyError(parsed.error)}`)
}
