import { useCallback, useState } from 'react'
import type { GenerateRequest } from '../../../app/domain/cloud/generate-request.ts'
import { StudioError } from '../../../app/domain/errors.ts'
import type { JobId } from '../../../app/domain/ids.ts'
import { reportProblem } from '../../frame/problem-store.ts'
import { jobLimit } from '../../money/use-price.ts'
import { useStudio } from '../../studio/studio-context.tsx'
import { createRoomStore } from '../create-store.ts'

/**
 * Starts the jobs of a run, one after the other. The first that is refused ends it; those before it go on. Each gets a limit by its
 * price, which the ledger holds it to.
 */
export function useMake(): { readonly make: (requests: readonly GenerateRequest[]) => Promise<void>; readonly isStarting: boolean } {
  const { client } = useStudio()
  const [isStarting, setStarting] = useState(false)
  const make = useCallback(
    async (requests: readonly GenerateRequest[]): Promise<void> => {
      setStarting(true)
      const run: JobId[] = []
      try {
        for (const request of requests) {
          const { worstCaseMicros } = await client['generate.price'](request)
          const { jobId } = await client['generate.start']({ ...request, maxMicros: jobLimit(worstCaseMicros) })
          run.push(jobId)
          const [first] = run
          createRoomStore.setState({
            run: [...run],
            ...(run.length === 1 && first !== undefined ? { shown: { kind: 'job', id: first } } : {}),
          })
        }
      } catch (thrown) {
        reportProblem(StudioError.from(thrown))
      } finally {
        setStarting(false)
      }
    },
    [client],
  )
  return { make, isStarting }
}
