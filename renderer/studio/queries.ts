import { queryOptions, useQuery } from '@tanstack/react-query'
import type { AssetId, JobId } from '../../app/domain/ids.ts'
import { jobKey, jobsKey, libraryKey, usualKey } from './query-keys.ts'
import { useStudio } from './studio-context.tsx'

/** The newest jobs of every state. */
export function useJobs() {
  const { client } = useStudio()
  return useQuery(queryOptions({ queryKey: jobsKey, queryFn: ({ signal }) => client['jobs.list']({ limit: 50 }, { signal }) }))
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
    queryKey: [...libraryKey, 'get', id],
    queryFn: ({ signal }) => (id === null ? null : client['library.get']({ id }, { signal })),
  })
}

/** Newest results of the studio. */
export function useResults() {
  const { client } = useStudio()
  return useQuery({
    queryKey: [...libraryKey, 'results'],
    queryFn: ({ signal }) => client['library.list']({ origin: 'result', limit: 24 }, { signal }),
  })
}

/** Newest pictures that were brought in. */
export function useImports() {
  const { client } = useStudio()
  return useQuery({ queryKey: [...libraryKey, 'imports'], queryFn: ({ signal }) => client['library.list']({ limit: 48 }, { signal }) })
}

export function useStages() {
  const { client } = useStudio()
  return useQuery({ queryKey: usualKey, queryFn: ({ signal }) => client['tryon.stages']({}, { signal }) })
}

export function useHost() {
  const { client } = useStudio()
  return useQuery({ queryKey: ['host.describe'], queryFn: ({ signal }) => client['host.describe']({}, { signal }) })
}
