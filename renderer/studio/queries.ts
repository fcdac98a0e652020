import { queryOptions, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import type { AssetKind } from '../../app/domain/asset.ts'
import type { AssetId, JobId } from '../../app/domain/ids.ts'
import type { JobState } from '../../app/domain/job.ts'
import { assetKey, assetListKey, endedJobsKey, hostKey, jobHistoryKey, jobKey, jobsKey, libraryKey, usualKey } from './query-keys.ts'
import { useStudio } from './studio-context.tsx'

/** The newest jobs of every state. */
export function useJobs() {
  const { client } = useStudio()
  return useQuery(queryOptions({ queryKey: jobsKey, queryFn: ({ signal }) => client['jobs.list']({ limit: 100 }, { signal }) }))
}

const ACTIVE: JobState[] = ['queued', 'running', 'waiting', 'needs-attention']

/** Everything that has not ended. */
export function useActiveJobs() {
  const { client } = useStudio()
  return useQuery({
    queryKey: [...jobsKey, 'active'],
    queryFn: ({ signal }) => client['jobs.list']({ states: ACTIVE, limit: 500 }, { signal }),
  })
}

/** Jobs that have ended, newest first, a page at a time. */
export function useEndedJobs(states: readonly JobState[]) {
  const { client } = useStudio()
  return useInfiniteQuery({
    queryKey: [...endedJobsKey, ...states],
    queryFn: ({ signal, pageParam }) =>
      client['jobs.list']({ states: [...states], limit: 50, ...(pageParam === null ? {} : { cursor: pageParam }) }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  })
}

export function useJobCounts() {
  const { client } = useStudio()
  return useQuery({ queryKey: [...endedJobsKey, 'count'], queryFn: ({ signal }) => client['jobs.count']({}, { signal }) })
}

export function useJobHistory(id: JobId) {
  const { client } = useStudio()
  return useQuery({ queryKey: jobHistoryKey(id), queryFn: ({ signal }) => client['jobs.history']({ id }, { signal }) })
}

/** One job, kept up to date by events. */
export function useJob(id: JobId | null) {
  const { client } = useStudio()
  return useQuery({
    queryKey: id === null ? ['jobs.get', 'none'] : jobKey(id),
    queryFn: ({ signal }) => (id === null ? null : client['jobs.get']({ id }, { signal })),
  })
}

export function useAsset(id: AssetId | null) {
  const { client } = useStudio()
  return useQuery({
    queryKey: [...assetKey, id],
    queryFn: ({ signal }) => (id === null ? null : client['library.get']({ id }, { signal })),
  })
}

/** Newest results of the studio. */
export function useResults() {
  const { client } = useStudio()
  return useQuery({
    queryKey: [...assetListKey, 'results'],
    queryFn: ({ signal }) => client['library.list']({ origin: 'result', kind: 'picture', limit: 24 }, { signal }),
  })
}

/** Newest pictures that were brought in. */
export function useImports() {
  const { client } = useStudio()
  return useQuery({
    queryKey: [...assetListKey, 'imports'],
    queryFn: ({ signal }) => client['library.list']({ kind: 'picture', limit: 48 }, { signal }),
  })
}

/** Whether there is any clip outside of the trash. */
export function useHasClips(): boolean {
  const { client } = useStudio()
  const asked = { kind: 'clip' } as const
  return (
    useQuery({
      queryKey: [...libraryKey, 'has-clips'],
      queryFn: async ({ signal }) => (await client['library.count'](asked, { signal })).matching > 0,
    }).data === true
  )
}

/** The newest pictures, or of everything, that are called so; none for no name. What was found for the name before stays until the answer is there. */
export function useNamedPictures(text: string, limit: number, kind?: AssetKind) {
  const { client } = useStudio()
  return useQuery({
    queryKey: [...assetListKey, 'named', text, limit, kind],
    queryFn: async ({ signal }) =>
      text === '' ? { assets: [] } : await client['library.list']({ text: text.slice(0, 200), limit, kind }, { signal }),
    placeholderData: (before) => before,
  })
}

/** The stages of a draft, and how long one of as many garments usually takes here. */
export function useStages(garments: number) {
  const { client } = useStudio()
  return useQuery({
    queryKey: [...usualKey, garments],
    queryFn: ({ signal }) => client['tryon.stages']({ garments: Math.max(1, garments) }, { signal }),
  })
}

export function useHost() {
  const { client } = useStudio()
  return useQuery({ queryKey: hostKey, queryFn: ({ signal }) => client['host.describe']({}, { signal }) })
}

/** What was found on this machine. It does not change under a running host. */
export function useInspection() {
  const { client } = useStudio()
  return useQuery({ queryKey: ['host.inspect'], queryFn: ({ signal }) => client['host.inspect']({}, { signal }) })
}

/** What the library takes on the disk, measured when the page that shows it opens and after each clean-up. */
export function useStorageUse(afterCleanUp: JobId | null) {
  const { client } = useStudio()
  return useQuery({
    queryKey: [...libraryKey, 'storage', afterCleanUp],
    queryFn: ({ signal }) => client['storage.measure']({}, { signal }),
    staleTime: 0,
    placeholderData: (before) => before,
  })
}

/** The end of the log, read when the page that shows it opens. */
export function useLog(shown: 'all' | 'warnings') {
  const { client } = useStudio()
  return useQuery({
    queryKey: ['log.read', shown],
    queryFn: async ({ signal }) =>
      (await client['log.read'](shown === 'all' ? { limit: 200 } : { limit: 200, levels: ['warn', 'error'] }, { signal })).entries,
    staleTime: 0,
  })
}
