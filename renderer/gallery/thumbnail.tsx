import { createContext, type ReactNode, useContext, useLayoutEffect, useMemo, useRef } from 'react'
import type { ContentHash } from '../../app/domain/ids.ts'
import { useStudio } from '../studio/studio-context.tsx'
import { createThumbnailStore, type ThumbnailStore } from './thumbnail-store.ts'

const Context = createContext<ThumbnailStore | null>(null)

export function useThumbnails(): ThumbnailStore {
  const store = useContext(Context)
  if (store === null) throw new Error('Used outside of ThumbnailProvider')
  return store
}

/** Lets cells show the thumbnails that the grid wants. */
export function ThumbnailProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const { client } = useStudio()
  const store = useMemo(() => createThumbnailStore(async (hashes) => (await client['library.thumbnails']({ hashes })).thumbnails), [client])
  return <Context value={store}>{children}</Context>
}

/** The small thumbnail of a picture, empty until it is there. */
export function Thumbnail({ hash }: { readonly hash: ContentHash }): ReactNode {
  const store = useThumbnails()
  const image = useRef<HTMLImageElement>(null)
  // Past React: it would draw the cell again for the address, and sets that twice, which reads the picture twice.
  useLayoutEffect(() => store.whenThere(hash, (url) => image.current?.setAttribute('src', url)), [store, hash])
  return <img ref={image} alt="" draggable={false} decoding="async" />
}
