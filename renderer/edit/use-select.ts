import { useCallback, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { MaskSource } from '../../app/domain/document/mask.ts'
import { StudioError } from '../../app/domain/errors.ts'
import { announce } from '../frame/announcer.tsx'
import { reportProblem } from '../frame/problem-store.ts'
import { useStudio } from '../studio/studio-context.tsx'
import { useEdit, useEditor, useStage } from './edit-context.tsx'
import { layerOf } from './session/editor.ts'

type CutOut = Extract<MaskSource, { readonly kind: 'cut-out' }>
type Wanted = Pick<CutOut, 'subject' | 'seeds'>

/** Has the core find a thing in a layer's picture, and makes it the source of the layer's mask. */
export function useSelect(): { readonly select: (layerId: string, wanted: Wanted) => void; readonly isSelecting: boolean } {
  const { t } = useTranslation()
  const { client } = useStudio()
  const editor = useEditor()
  const isSelecting = useEdit((state) => state.selecting > 0)
  const select = useCallback(
    (layerId: string, { subject, seeds }: Wanted) => {
      const layer = layerOf(editor.store.getState().document, layerId)
      if (layer === null || !('picture' in layer)) return
      const { assetId } = layer.picture
      const count = (by: 1 | -1): void => editor.store.setState(({ selecting }) => ({ selecting: selecting + by }))
      count(1)
      client['documents.select'](subject === 'scribble' ? { assetId, subject, seeds: [...seeds] } : { assetId, subject })
        .then(({ mask: artifact, coverage }) => {
          if (coverage < 0.001) announce(t('edit.nothingSelected'))
          const source: CutOut = { kind: 'cut-out', artifact, subject, seeds: [...seeds] }
          if (editor.change([{ type: 'set-mask', layerId, patch: { source, enabled: true } }])) announce(t('edit.selected'))
        })
        .catch((thrown: unknown) => reportProblem(StudioError.from(thrown)))
        .finally(() => count(-1))
    },
    [client, editor, t],
  )
  return { select, isSelecting }
}

/** What is scribbled on with the magic tool gets selected, together with what was scribbled before. */
export function useScribbles(): void {
  const editor = useEditor()
  const stage = useStage()
  const { select } = useSelect()
  useEffect(() => {
    stage.onScribble = ({ layerId, path }) => {
      const layer = layerOf(editor.store.getState().document, layerId)
      const source = layer !== null && layer.kind !== 'text' ? layer.mask?.source : undefined
      const before = source?.kind === 'cut-out' && source.subject === 'scribble' ? source.seeds : []
      select(layerId, { subject: 'scribble', seeds: [...before, path].slice(-64) })
    }
  }, [editor, stage, select])
}
