import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { AssetId } from '../../../app/domain/ids.ts'
import { useJobs } from '../../studio/queries.ts'
import { assetListKey } from '../../studio/query-keys.ts'
import { useStudio } from '../../studio/studio-context.tsx'
import { type Take, takesOf } from './takes-of.ts'

/** Of all clips the studio made, the newest this many are looked at for takes of a still. */
const CLIPS = 200

/** The takes of a still, the newest first: those in the library, those in the works, and those that failed. */
export function useTakes(still: AssetId): readonly Take[] {
  const { client } = useStudio()
  const { data: made } = useQuery({
    queryKey: [...assetListKey, 'takes'],
    queryFn: ({ signal }) => client['library.list']({ origin: 'result', kind: 'clip', limit: CLIPS }, { signal }),
  })
  const { data: queue } = useJobs()
  return useMemo(() => takesOf(still, { clips: made?.assets ?? [], jobs: queue?.jobs ?? [] }), [still, made, queue])
}
