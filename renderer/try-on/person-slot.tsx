import { ArrowUpDown, Check, TriangleAlert, User, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { LivePoseToggle } from '../live-pose/live-pose-toggle.tsx'
import { useAsset } from '../studio/queries.ts'
import { useStudio } from '../studio/studio-context.tsx'
import { IconButton } from '../ui/button.tsx'
import { remember } from '../undo/undo-store.ts'
import { draftOf } from './draft-of.ts'
import { DropZone } from './drop-zone.tsx'
import { wornOf } from './garment-stack.ts'
import styles from './slots.module.css'
import { useTryOn } from './try-on-actions.tsx'
import { tryOnStore } from './try-on-store.ts'

/** The person: empty, on its way, or there. Dropping or picking replaces who is in it. */
export function PersonSlot(): ReactNode {
  const { t } = useTranslation()
  const { bringIn } = useTryOn()
  const { person: id, fill } = useStore(tryOnStore)
  const name = t('tryOn.person')
  const clear = (): void => {
    fill('person', null)
    remember({ text: t('tryOn.removed', { name }), undo: () => fill('person', id), redo: () => fill('person', null) })
  }
  return (
    <section className={styles.block}>
      <header className={styles.head}>
        <h2>{name}</h2>
        <span>
          <LivePoseToggle />
          <SwapButton />
          {id !== null && (
            <IconButton label={`${t('tryOn.remove')}: ${name}`} onClick={clear}>
              <X size={16} />
            </IconButton>
          )}
        </span>
      </header>
      <DropZone
        onFiles={(files) => void bringIn(files, files.length > 1 ? undefined : 'person')}
        className={styles.slot}
        testId="person-slot"
      >
        <span className="visually-hidden">{id === null ? name : `${name}: ${t('tryOn.replace')}`}</span>
        <Face />
      </DropZone>
    </section>
  )
}

function SwapButton(): ReactNode {
  const { t } = useTranslation()
  const { person, stack, swap } = useStore(tryOnStore)
  if (person === null && wornOf(stack).length === 0) return null
  return (
    <IconButton label={t('tryOn.swap')} onClick={swap}>
      <ArrowUpDown size={16} />
    </IconButton>
  )
}

function Face(): ReactNode {
  const { t } = useTranslation()
  const studio = useStudio()
  const { bringing } = useTryOn()
  const asset = useAsset(useStore(tryOnStore, (state) => state.person)).data ?? null
  if (bringing.includes('person')) {
    return (
      <span className={styles.skeleton} role="status">
        {t('tryOn.bringing')}
      </span>
    )
  }
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
