import { ScanSearch } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Crop } from '../../../app/domain/document/frame.ts'
import { StudioError } from '../../../app/domain/errors.ts'
import { layerMap } from '../../../app/raster/paint/maps.ts'
import { reportProblem } from '../../frame/problem-store.ts'
import { useStudio } from '../../studio/studio-context.tsx'
import { Button } from '../../ui/button.tsx'
import { mapPoint } from '../canvas/camera.ts'
import styles from '../edit.module.css'
import { useEdit, useEditor } from '../edit-context.tsx'
import { keptInside, wholeCrop } from '../tools/crop-frame.ts'

/** Puts the frame around the person in the lowest photo, in the proportions that were chosen. */
export function SmartCrop(): ReactNode {
  const { t } = useTranslation()
  const { client } = useStudio()
  const editor = useEditor()
  const photo = useEdit(({ document }) => document.layers.find(({ kind, visible }) => kind === 'photo' && visible) ?? null)
  const [isBusy, setBusy] = useState(false)
  if (photo === null || photo.kind !== 'photo' || photo.transform.rotation !== 0) return null
  const run = async (): Promise<void> => {
    setBusy(true)
    try {
      const { canvas, crop: stored } = editor.store.getState().document
      const crop: Crop = stored ?? wholeCrop(canvas)
      const ratio = crop.ratio === null ? crop.width / crop.height : crop.ratio.width / crop.ratio.height
      const found = await client['documents.suggest-crop']({ assetId: photo.picture.assetId, subject: 'person', ratio })
      const map = layerMap(photo.transform, photo.picture)
      const middle = mapPoint(map, { x: found.x + found.width / 2, y: found.y + found.height / 2 })
      const [width, height] = [found.width * photo.transform.scale, found.height * photo.transform.scale]
      const next = { ...crop, angle: 0, x: middle.x - width / 2, y: middle.y - height / 2, width, height }
      editor.change([{ type: 'set-crop', crop: keptInside(canvas, next) }])
    } catch (thrown) {
      reportProblem(StudioError.from(thrown))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Button
      kind="quiet"
      disabled={isBusy}
      onClick={() => void run()}
      aria-label={t('edit.aroundPerson')}
      title={t('edit.aroundPerson')}
      data-testid="smart-crop"
    >
      <ScanSearch size={16} aria-hidden />
      <span className={styles.roomy}>{t('edit.aroundPerson')}</span>
    </Button>
  )
}
