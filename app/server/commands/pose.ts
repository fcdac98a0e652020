import type { FindPoseResult } from '../../domain/cut-out.ts'
import { LANDMARK_NAMES } from '../../domain/landmarks.ts'
import { importOne } from '../import-paths.ts'
import { EXIT } from '../output.ts'
import { finishJob } from '../run-job.ts'
import { type CommandContext, withSession } from './command.ts'

/** `drape pose`: people and their landmarks, in pixels of the upright picture. */
export async function runPose(context: CommandContext, path: string): Promise<number> {
  return await withSession(context, 'work', async (session) => {
    const { jobId } = await session.client['pose.start']({ assetId: await importOne(session, path, context) })
    const job = await finishJob(session.client, jobId, context)
    // The core has checked it against the schema of the job kind.
    const result = job.result as unknown as FindPoseResult
    const people = result.people.map(({ landmarks, box, score, presence }) => ({
      landmarks: landmarks.map(({ x, y, visibility }, index) => ({ name: LANDMARK_NAMES[index], x, y, visibility })),
      box,
      score,
      presence,
    }))
    context.output.answer({ ok: true, people, width: result.width, height: result.height, ms: result.ms }, [
      `${people.length} people in ${result.width} x ${result.height}`,
      ...people.flatMap((person) =>
        person.landmarks.map(
          (point) => `  ${String(point.name).padEnd(18)} ${point.x.toFixed(1)} ${point.y.toFixed(1)}  ${point.visibility.toFixed(2)}`,
        ),
      ),
    ])
    return EXIT.ok
  })
}
