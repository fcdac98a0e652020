import { useCallback } from 'react'
import type { CanvasSize } from '../../app/domain/document/frame.ts'
import { StudioError } from '../../app/domain/errors.ts'
import type { AssetId } from '../../app/domain/ids.ts'
import { reportProblem } from '../frame/problem-store.ts'
import { go } from '../frame/route.ts'
import { useStudio } from '../studio/studio-context.tsx'

/** What a new document is made of. */
export type NewDocument =
  | { readonly pictures: readonly AssetId[] }
  | { readonly name: string; readonly canvas: Pick<CanvasSize, 'width' | 'height'> }

/** Makes a document and opens it in the room. A failure is reported by the frame. */
export function useOpenPictures(): (wanted: NewDocument) => void {
  const { client } = useStudio()
  return useCallback(
    (wanted) => {
      const input =
        'pictures' in wanted
          ? { assetIds: [...wanted.pictures] }
          : { name: wanted.name, canvas: { ...wanted.canvas, colourSpace: 'srgb' as const } }
      client['documents.create'](input).then(
        ({ id }) => go('edit', id),
        (thrown: unknown) => reportProblem(StudioError.from(thrown)),
      )
    },
    [client],
  )
}
