import { ArrowUpDown, Check, Shirt, TriangleAlert, User, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { useAsset } from '../studio/queries.ts'
import { useStudio } from '../studio/studio-context.tsx'
import { IconButton } from '../ui/button.tsx'
import { remember } from '../undo/undo-store.ts'
import { draftOf } from './draft-of.ts'
import { DropZone } from './drop-zone.tsx'
import styles from './slots.module.css'
import { useTryOn } from './try-on-actions.tsx'
import { type Slot, tryOnStore } from './try-on-store.ts'

/** The person or the garment: empty, on its way, or there. Dropping or picking replaces what is in it. */
export function PictureSlot({ slot }: { readonly slot: Slot }): ReactNode {
  const { t } = useTranslation()
  const { bringIn } = useTryOn()
  const id = useStore(tryOnStore, (state) => state[slot])
  const fill = useStore(tryOnStore, (state) => state.fill)
  const name = t(slot === 'person' ? 'tryOn.person' : 'tryOn.garment')
  const onFiles = (files: readonly File[]): void => void bringIn(files, files.length > 1 ? undefined : slot)
  const clear = (): void => {
    fill(slot, null)
    remember({ text: t('tryOn.removed', { name }), undo: () => fill(slot, id), redo: () => fill(slot, null) })
  }
  return (
    <section className={styles.block}>
      <header className={styles.head}>
        <h2>{name}</h2>
        <span>
          {slot === 'person' && <SwapButton />}
          {id !== null && (
            <IconButton label={`${t('tryOn.remove')}: ${name}`} onClick={clear}>
              <X size={16} />
            </IconButton>
          )}
        </span>
      </header>
      <DropZone onFiles={onFiles} className={slot === 'person' ? styles.slot : styles.row} testId={`${slot}-slot`}>
        <span className="visually-hidden">{id === null ? name : `${name}: ${t('tryOn.replace')}`}</span>
        {slot === 'person' ? <PersonFace /> : <GarmentFace />}
      </DropZone>
    </section>
  )
}

function SwapButton(): ReactNode {
  const { t } = useTranslation()
  const { person, garment, swap } = useStore(tryOnStore)
  if (person === null && garment === null) return null
  return (
    <IconButton label={t('tryOn.swap')} onClick={swap}>
      <ArrowUpDown size={16} />
    </IconButton>
  )
}

function PersonFace(): ReactNode {
  const { t } = useTranslation()
  const studio = useStudio()
  const { bringing } = useTryOn()
  const asset = useAsset(useStore(tryOnStore, (state) => state.person)).data ?? null
  if (bringing.includes('person')) return <Arriving />
  if (asset === null) {
    return (
      <span className={styles.empty}>
        <User size={20} aria-hidden />
        {t('tryOn.dropOrPick')}
      </span>
    )
  }
  return (
    <>
      <img src={studio.mediaUrl(asset.hash, 'large')} alt="" draggable={false} data-testid="person-picture" />
      <span className={styles.captions}>
        <PosePlate />
        <bdi dir="ltr" className={styles.caption}>
          {t('unit.size', { width: asset.width, height: asset.height })}
        </bdi>
      </span>
    </>
  )
}

/** What the draft on the stage has found out about the pose. */
function PosePlate(): ReactNode {
  const { t } = useTranslation()
  const { job } = useTryOn()
  const isLost = job?.error?.code === 'tryon.pose-failed'
  if (draftOf(job) === null && !isLost) return null
  const Icon = isLost ? TriangleAlert : Check
  return (
    <span className={styles.caption}>
      <Icon size={14} aria-hidden />
      {t(isLost ? 'tryOn.poseLost' : 'tryOn.poseFound')}
    </span>
  )
}

function GarmentFace(): ReactNode {
  const { t } = useTranslation()
  const studio = useStudio()
  const { job, bringing } = useTryOn()
  const asset = useAsset(useStore(tryOnStore, (state) => state.garment)).data ?? null
  const found = draftOf(job)?.garments[0]
  if (bringing.includes('garment')) return <Arriving />
  if (asset === null) {
    return (
      <>
        <span className={styles.hole}>
          <Shirt size={16} aria-hidden />
        </span>
        <span className={styles.rowText}>{t('tryOn.dropOrPick')}</span>
      </>
    )
  }
  const facts = found === undefined ? undefined : { type: t(`garmentType.${found.type}`), kind: t(`garmentKind.${found.kind}`) }
  return (
    <>
      <img src={studio.mediaUrl(asset.hash, 'large')} alt="" draggable={false} data-testid="garment-picture" />
      <span className={styles.rowText}>
        <strong title={asset.name}>
          <bdi>{asset.name.replace(/\.[^.]+$/, '')}</bdi>
        </strong>
        <small>
          {facts === undefined ? (
            <bdi dir="ltr">{t('unit.size', { width: asset.width, height: asset.height })}</bdi>
          ) : (
            t('found.garmentValue', facts)
          )}
        </small>
      </span>
    </>
  )
}

function Arriving(): ReactNode {
  const { t } = useTranslation()
  return (
    <span className={styles.skeleton} role="status">
      {t('tryOn.bringing')}
    </span>
  )
}
