import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { StudioError } from '../../app/domain/errors.ts'
import type { DocumentId, VersionId } from '../../app/domain/ids.ts'
import { reportProblem } from '../frame/problem-store.ts'
import { documentHistoryKey, documentListKey, documentVersionsKey } from '../studio/query-keys.ts'
import { useStudio } from '../studio/studio-context.tsx'

/** Documents, the one changed last first. */
export function useDocuments() {
  const { client } = useStudio()
  return useInfiniteQuery({
    queryKey: documentListKey,
    queryFn: ({ signal, pageParam }) =>
      client['documents.list']({ limit: 48, ...(pageParam === null ? {} : { cursor: pageParam }) }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  })
}

/** A document as it is when the room opens it; afterwards the open document is kept by its line. */
export function useOpened(id: DocumentId) {
  const { client } = useStudio()
  return useQuery({
    queryKey: ['documents.open', id],
    queryFn: ({ signal }) => client['documents.open']({ id }, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
  })
}

/** The newest steps. */
export function useHistory(id: DocumentId, revision: number) {
  const { client } = useStudio()
  return useQuery({
    queryKey: [...documentHistoryKey(id), revision],
    queryFn: ({ signal }) => client['documents.history']({ id, limit: 500 }, { signal }),
    placeholderData: (before) => before,
  })
}

export function useVersions(id: DocumentId) {
  const { client } = useStudio()
  return useQuery({ queryKey: documentVersionsKey(id), queryFn: ({ signal }) => client['documents.list-versions']({ id }, { signal }) })
}

/** What can be done with versions; failures are reported by the frame. */
export function useVersionActions(id: DocumentId) {
  const { client } = useStudio()
  const queries = useQueryClient()
  const done = (call: Promise<unknown>): void =>
    void call.then(
      () => queries.invalidateQueries({ queryKey: documentVersionsKey(id) }),
      (thrown: unknown) => reportProblem(StudioError.from(thrown)),
    )
  return {
    save: (name: string) => done(client['documents.save-version']({ id, name })),
    rename: (versionId: VersionId, name: string) => done(client['documents.rename-version']({ id, versionId, name })),
    forget: (versionId: VersionId) => done(client['documents.delete-version']({ id, versionId })),
  }
}
