import { createContext, type ReactNode, useContext } from 'react'
import type { Asset } from '../../app/domain/asset.ts'
import type { Preview } from './preview/use-preview.ts'
import type { Take } from './takes/takes-of.ts'
import type { CloudTake } from './takes/use-cloud-take.ts'

/** The still that is worked on. */
export interface VideoWork {
  readonly still: Asset
  readonly preview: Preview
  readonly takes: readonly Take[]
  /** Asks for a take by whoever was chosen to make it. */
  readonly render: () => void
  readonly cloud: CloudTake
}

const Context = createContext<VideoWork | null>(null)

export function VideoProvider({ work, children }: { readonly work: VideoWork; readonly children: ReactNode }): ReactNode {
  return <Context value={work}>{children}</Context>
}

export function useVideo(): VideoWork {
  const work = useContext(Context)
  if (work === null) throw new Error('Used outside of VideoProvider')
  return work
}
