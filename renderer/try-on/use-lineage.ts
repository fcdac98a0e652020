import { useStore } from 'zustand'
import { useResults } from '../studio/queries.ts'
import { wornOf } from './garment-stack.ts'
import { type Lineage, lineageOf } from './lineage.ts'
import { tryOnStore } from './try-on-store.ts'

/** The drafts of what is on the table. */
export function useLineage(): Lineage {
  const { person, stack } = useStore(tryOnStore)
  return lineageOf(useResults().data?.assets ?? [], { person, garments: wornOf(stack).map(({ id }) => id) })
}
