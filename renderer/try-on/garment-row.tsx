import { GripVertical, Shirt } from 'lucide-react'
import type { KeyboardEvent, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Asset } from '../../app/domain/asset.ts'
import { useAsset } from '../studio/queries.ts'
import { useStudio } from '../studio/studio-context.tsx'
import { DropZone } from './drop-zone.tsx'
import { foundOf } from './found-garment.ts'
import type { GarmentRow } from './garment-stack.ts'
import { GarmentTools } from './garment-tools.tsx'
import styles from './stack.module.css'
import { useTryOn } from './try-on-actions.tsx'
import type { StackActions } from './use-garment-stack.ts'
import type { RowDrag } from './use-row-drag.ts'

interface RowProps {
  readonly row: GarmentRow
  readonly index: number
  readonly actions: StackActions
  readonly drag: RowDrag
}

/** One garment, or the place for one. The first press makes it active, the next one opens the choice of another picture. */
export function GarmentRowView({ row, index, actions, drag }: RowProps): ReactNode {
  const { t } = useTranslation()
  const { bringIn, bringing } = useTryOn()
  const asset = useAsset(row.id).data ?? null
  const { stack, select, move } = actions
  const count = stack.rows.length
  const isActive = index === stack.active
  const name = asset === null ? t('tryOn.garment') : stem(asset.name)
  const what = count === 1 ? name : t('stack.row', { place: index + 1, of: count, name })
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = event.altKey ? { ArrowUp: -1, ArrowDown: 1 }[event.key] : undefined
    if (step === undefined) return
    event.preventDefault()
    move(index, index + step, name)
  }
  const takeFiles = (files: readonly File[]): void => {
    select(index)
    void bringIn(files, 'garment')
  }
  return (
    <li
      data-testid="garment-row"
      data-active={isActive || undefined}
      data-drop={drag.over === index || undefined}
      draggable={count > 1 && asset !== null}
      {...drag.handlers(index, name)}
    >
      <DropZone
        className={styles.row}
        testId={isActive ? 'garment-slot' : `garment-slot-${index + 1}`}
        onFiles={takeFiles}
        onPress={isActive ? undefined : () => select(index)}
        isCurrent={isActive}
        onKeyDown={onKeyDown}
      >
        <span className="visually-hidden">{asset === null ? what : `${what}: ${t(isActive ? 'tryOn.replace' : 'stack.choose')}`}</span>
        {isActive && bringing.includes('garment') ? <Arriving /> : <Face asset={asset} row={row} />}
      </DropZone>
      {asset !== null && count > 1 && !isActive && <GripVertical className={styles.grip} size={14} aria-hidden />}
      {isActive && (asset !== null || count > 1) && <GarmentTools row={row} index={index} actions={actions} name={name} />}
    </li>
  )
}

function Face({ asset, row }: { readonly asset: Asset | null; readonly row: GarmentRow }): ReactNode {
  const { t } = useTranslation()
  const studio = useStudio()
  const { job } = useTryOn()
  const found = foundOf(job, row)
  if (asset === null) {
    return (
      <>
        <span className={styles.hole}>
          <Shirt size={16} aria-hidden />
        </span>
        <span className={styles.text}>{t('tryOn.dropOrPick')}</span>
      </>
    )
  }
  const facts = found && { type: t(`garmentType.${found.type}`), kind: t(`garmentKind.${found.kind}`) }
  return (
    <>
      <img src={studio.mediaUrl(asset.hash, 'large')} alt="" draggable={false} data-testid="garment-picture" />
      <span className={styles.text}>
        <strong title={asset.name}>
          <bdi>{stem(asset.name)}</bdi>
        </strong>
        <small title={facts && t('found.garmentValue', facts)}>
          {facts !== undefined ? (
            t('found.garmentValue', facts)
          ) : row.type !== 'auto' ? (
            t(`garmentType.${row.type}`)
          ) : (
            <bdi dir="ltr">{t('unit.size', { width: asset.width, height: asset.height })}</bdi>
          )}
        </small>
      </span>
    </>
  )
}

function Arriving(): ReactNode {
  const { t } = useTranslation()
  return (
    <span className={styles.arriving} role="status">
      {t('tryOn.bringing')}
    </span>
  )
}

const stem = (name: string): string => name.replace(/\.[^.]+$/, '')
