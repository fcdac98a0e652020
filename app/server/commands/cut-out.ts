import { copyFile, mkdir } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import type { CutOutResult } from '../../domain/cut-out.ts'
import type { ArtifactId } from '../../domain/ids.ts'
import { importOne } from '../import-paths.ts'
import { EXIT } from '../output.ts'
import { finishJob } from '../run-job.ts'
import type { Session } from '../session.ts'
import { type CommandContext, withSession } from './command.ts'

interface CutOutArguments {
  readonly in: string
  readonly kind: 'person' | 'garment'
  readonly out?: string
  readonly mask?: string
}

/** `drape cut-out`: imports the picture, cuts, copies the files to where they were asked for. */
export async function runCutOut(context: CommandContext, options: CutOutArguments): Promise<number> {
  return await withSession(context, 'work', async (session) => {
    const assetId = await importOne(session, options.in, context)
    const { jobId } = await session.client['cutout.start']({ assetId, kind: options.kind })
    const job = await finishJob(session.client, jobId, context)
    // The core has checked it against the schema of the job kind.
    const result = job.result as unknown as CutOutResult
    const out = await place(session, result.cutOut, options.out)
    const mask = await place(session, result.mask, options.mask)
    const { coverage, method, ms, width, height } = result
    context.output.answer({ ok: true, out, mask, coverage, method, ms, width, height }, [
      out,
      mask,
      `${Math.round(coverage * 100)} % of the picture, by ${method}, ${Math.round(ms)} ms`,
    ])
    return EXIT.ok
  })
}

async function place(session: Session, id: ArtifactId, wanted: string | undefined): Promise<string> {
  const { path } = await session.client['media.locate']({ hash: id.replace('sha256-', ''), variant: 'artifact' })
  if (wanted === undefined) return path
  const target = resolve(wanted)
  await mkdir(dirname(target), { recursive: true })
  await copyFile(path, target)
  return target
}
