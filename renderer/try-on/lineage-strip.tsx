import { CircleX, LoaderCircle } from 'lucide-react'
import { Fragment, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { AssetId } from '../../app/domain/ids.ts'
import { useFormat } from '../language/use-format.ts'
import { useAsset } from '../studio/queries.ts'
import { useStudio } from '../studio/studio-context.tsx'
import { Num } from '../ui/num.tsx'
import { stateOf, stateText } from './draft-state.ts'
import { wornOf } from './garment-stack.ts'
import styles from './lineage.module.css'
import { finalNumberOf, type KeptDraft, type Lineage, numberOf } from './lineage.ts'
import { showKept } from './show-draft.ts'
import { useTryOn } from './try-on-actions.tsx'
import { tryOnStore } from './try-on-store.ts'
import { useLineage } from './use-lineage.ts'

/** Person and garments, the drafts made of them, and what was made of those. Choosing a draft brings it back with its pictures. */
export function LineageStrip(): ReactNode {
  const { t } = useTranslation()
  const { person, stack, job: shown } = useStore(tryOnStore)
  const lineage = useLineage()
  const { drafts, finals, later } = lineage
  const worn = wornOf(stack)
  const isPair = person !== null || worn.length > 0
  return (
    <section className={styles.strip} aria-label={isPair ? t('lineage.label') : t('tryOn.drafts')}>
      {isPair && (
        <>
          <Source id={person} name={t('tryOn.person')} />
          {(worn.length === 0 ? [{ id: null }] : worn).map(({ id }) => (
            <Fragment key={id ?? 'empty'}>
              <span className={styles.plus} aria-hidden>
                +
              </span>
              <Source id={id} name={t('tryOn.garment')} />
            </Fragment>
          ))}
        </>
      )}
      {drafts.map((draft) => (
        <KeptNode key={draft.asset.id} kept={draft} kind="draft" isLinked={isPair} />
      ))}
      {finals.map((final) => (
        <KeptNode key={final.asset.id} kept={final} kind="final" isLinked={isPair} />
      ))}
      <Unkept lineage={lineage} isKept={[...drafts, ...finals].some((one) => one.job === shown)} />
      {later.map((asset) => (
        <LaterNode key={asset.id} hash={asset.hash} name={asset.name} />
      ))}
      {drafts.length + finals.length === 0 && shown === null && <span className={styles.none}>{t('tryOn.noDrafts')}</span>}
    </section>
  )
}

function Source({ id, name }: { readonly id: AssetId | null; readonly name: string }): ReactNode {
  const studio = useStudio()
  const asset = useAsset(id).data ?? null
  if (asset === null) return <span className={styles.hole} role="img" aria-label={name} />
  return <img className={styles.picture} src={studio.mediaUrl(asset.hash, 'small')} alt={name} draggable={false} />
}

interface KeptNodeProps {
  readonly kept: KeptDraft
  readonly kind: 'draft' | 'final'
  readonly isLinked: boolean
}

function KeptNode({ kept, kind, isLinked }: KeptNodeProps): ReactNode {
  const { t } = useTranslation()
  const studio = useStudio()
  const format = useFormat()
  const { job, settings } = useStore(tryOnStore)
  const { asset, number, score } = kept
  const name = t(kind === 'draft' ? 'tryOn.draftN' : 'final.n', { n: number })
  const isLow = score !== null && score < settings.qualityThreshold
  return (
    <>
      {isLinked && <span className={styles.link} aria-hidden />}
      <button
        type="button"
        className={styles.node}
        aria-pressed={kept.job === job}
        data-testid={`${kind}-thumb`}
        onClick={() => showKept(asset)}
      >
        <img className={styles.picture} src={studio.mediaUrl(asset.hash, 'small')} alt="" loading="lazy" draggable={false} />
        <span>
          <strong>{name}</strong>
          {score !== null && (
            <small className={isLow ? styles.low : undefined} title={isLow ? t('draftState.low') : undefined}>
              <Num>{format.number(score, 2)}</Num>
            </small>
          )}
        </span>
      </button>
    </>
  )
}

/** The draft on the stage that is not in the library: under way, or it came to nothing. */
function Unkept({ lineage, isKept }: { readonly lineage: Lineage; readonly isKept: boolean }): ReactNode {
  const { t } = useTranslation()
  const { job } = useTryOn()
  const threshold = useStore(tryOnStore, ({ settings }) => settings.qualityThreshold)
  const state = stateOf(job, threshold)
  if (isKept || job === null || (state !== 'working' && state !== 'stopped' && state !== 'canceled')) return null
  return (
    <>
      <span className={styles.link} aria-hidden />
      <span className={styles.node} data-state={state}>
        <span className={styles.place}>
          {state === 'working' ? <LoaderCircle size={16} className={styles.spin} aria-hidden /> : <CircleX size={16} aria-hidden />}
        </span>
        <span>
          <strong>
            {job.kind === 'final-try-on'
              ? t('final.n', { n: finalNumberOf(lineage, job.id) })
              : t('tryOn.draftN', { n: numberOf(lineage, job.id) })}
          </strong>
          <small>{stateText(t, job, threshold)}</small>
        </span>
      </span>
    </>
  )
}

function LaterNode({ hash, name }: { readonly hash: string; readonly name: string }): ReactNode {
  const { t } = useTranslation()
  const studio = useStudio()
  return (
    <>
      <span className={styles.link} aria-hidden />
      <span className={styles.node} title={name}>
        <img className={styles.picture} src={studio.mediaUrl(hash, 'small')} alt="" loading="lazy" draggable={false} />
        <span>
          <strong>{t('lineage.later')}</strong>
        </span>
      </span>
    </>
  )
}
