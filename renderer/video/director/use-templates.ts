import { useQuery } from '@tanstack/react-query'
import type { UserTemplate } from '../../../app/domain/director/templates.ts'
import { useStudio } from '../../studio/studio-context.tsx'

export const templatesKey = ['motion.templates'] as const

/** The templates that were saved in this library. */
export function useTemplates(): readonly UserTemplate[] {
  const { client } = useStudio()
  const found = useQuery({ queryKey: templatesKey, queryFn: ({ signal }) => client['motion.templates']({}, { signal }) })
  return found.data?.saved ?? []
}
