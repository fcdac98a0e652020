import { useQuery } from '@tanstack/react-query'
import type { CloudTask } from '../../app/domain/cloud/tasks.ts'
import { modelsKey, providersKey } from '../studio/query-keys.ts'
import { useStudio } from '../studio/studio-context.tsx'

/** The services, and where their keys are. Asking opens the keyring, which may want its password: only what needs it asks. */
export function useProviders({ isWanted = true }: { readonly isWanted?: boolean } = {}) {
  const { client } = useStudio()
  return useQuery({
    queryKey: providersKey,
    queryFn: ({ signal }) => client['providers.list']({}, { signal }),
    enabled: isWanted,
  })
}

/** Models of services that can be asked for a task; of every task where none is named. */
export function useModels(task?: CloudTask) {
  const { client } = useStudio()
  return useQuery({
    queryKey: [...modelsKey, task],
    queryFn: async ({ signal }) => (await client['models.list'](task === undefined ? {} : { task }, { signal })).models,
  })
}
