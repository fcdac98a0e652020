import { useCallback } from 'react'
import type { Asset } from '../../../app/domain/asset.ts'
import { clipSize } from '../../../app/domain/director/clip-size.ts'
import { StudioError } from '../../../app/domain/errors.ts'
import { reportProblem } from '../../frame/problem-store.ts'
import { useStudio } from '../../studio/studio-context.tsx'
import { videoStore } from '../video-store.ts'

/** Asks for a take by the direction of now. How it comes along is seen in the takes. */
export function useRender(still: Asset): () => void {
  const { client } = useStudio()
  const { id, width, height } = still
  return useCallback(() => {
    const { history, shortSide } = videoStore.getState()
    const { direction, template } = history
    const size = clipSize(direction.output.ratio, { width, height }, shortSide)
    client['motion.render']({ stillId: id, direction, size, ...(template === null ? {} : { template }) }).catch((thrown: unknown) =>
      reportProblem(StudioError.from(thrown)),
    )
  }, [client, id, width, height])
}
