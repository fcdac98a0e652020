import { Shirt } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { StudioError } from '../../../app/domain/errors.ts'
import { PicturePicker } from '../../edit/panels/picture-picker.tsx'
import { reportProblem } from '../../frame/problem-store.ts'
import { useAsset } from '../../studio/queries.ts'
import { useStudio } from '../../studio/studio-context.tsx'
import { DropZone } from '../../try-on/drop-zone.tsx'
import { useBringIn, useBringSample } from '../../try-on/use-bring-in.ts'
import { Button } from '../../ui/button.tsx'
import { createRoomStore, setGarment } from '../create-store.ts'
import styles from './panel.module.css'

/** The garment that is to be photographed on somebody. */
export function GarmentBox(): ReactNode {
  const { t } = useTranslation()
  const studio = useStudio()
  const id = useStore(createRoomStore, (state) => state.garment)
  const found = useAsset(id).data
  const garment = found !== null && found !== undefined && found.trashedAt === null ? found : null
  const [isPicking, setPicking] = useState(false)
  const bringIn = useBringIn()
  const bringSample = useBringSample()
  const take = (work: Promise<readonly (typeof id)[]>, at: 0 | 1): void =>
    void work.then(
      (ids) => setGarment(ids[at] ?? ids[0] ?? null),
      (thrown: unknown) => reportProblem(StudioError.from(thrown)),
    )
  return (
    <section className={styles.garment} aria-label={t('create.garment')}>
      <DropZone
        onFiles={(files) => take(bringIn(files.slice(0, 1)), 0)}
        onPress={() => setPicking(true)}
        className={styles.slot}
        testId="create-garment"
      >
        {garment === null ? (
          <span className={styles.emptySlot}>
            <Shirt size={20} aria-hidden />
            <span>{t('tryOn.dropOrPick')}</span>
          </span>
        ) : (
          <img
            src={studio.mediaUrl(garment.hash, 'small')}
            alt={t('create.garmentNamed', { name: garment.name })}
            draggable={false}
            data-testid="create-garment-picture"
          />
        )}
      </DropZone>
      <div className={styles.garmentText}>
        {garment === null ? (
          <>
            <p className={styles.strong}>{t('create.garmentLead')}</p>
            <p className={styles.dim}>{t('create.garmentHint')}</p>
          </>
        ) : (
          <p className={styles.strong}>
            <bdi>{garment.name}</bdi>
          </p>
        )}
        <div className={styles.buttons}>
          <Button kind="line" className={styles.small} onClick={() => setPicking(true)} data-testid="create-from-library">
            {t(garment === null ? 'edit.fromLibrary' : 'tryOn.replace')}
          </Button>
          {garment === null && (
            <Button kind="quiet" className={styles.small} onClick={() => take(bringSample(), 1)} data-testid="create-sample">
              {t('tryOn.sample')}
            </Button>
          )}
        </div>
      </div>
      {isPicking && (
        <PicturePicker label={t('create.garment')} onClose={() => setPicking(false)} onPick={(asset) => setGarment(asset.id)} />
      )}
    </section>
  )
}
