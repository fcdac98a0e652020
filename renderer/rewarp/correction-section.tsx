import { RotateCcw } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { Corrections } from '../../app/domain/corrections.ts'
import type { JobId } from '../../app/domain/ids.ts'
import { brushStore } from '../brush/brush-store.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { Section } from '../ui/section.tsx'
import { remember } from '../undo/undo-store.ts'
import { correctionsStore, pendingOf } from './corrections-store.ts'
import { handleName } from './handle-name.ts'
import type { HandleId } from './messages.ts'
import { countMoved, isSame, without, withoutMoves } from './move-handle.ts'
import styles from './rewarp.module.css'
import { countStrokes, withoutStrokes } from './strokes-of.ts'

interface CorrectionSectionProps {
  readonly job: JobId
  /** What the draft was made with. */
  readonly drafted: Corrections
  /** Null where the garment has no points of its own. */
  readonly showPoints: (() => void) | null
  readonly showPose: () => void
  readonly onDraft: () => void
}

/** What was moved by hand, each to be put back, and the way to a draft with it. */
export function CorrectionSection({ job, drafted, showPoints, showPose, onDraft }: CorrectionSectionProps): ReactNode {
  const { t } = useTranslation()
  const corrections = useStore(correctionsStore, (state) => pendingOf(state, job)) ?? drafted
  const moved: HandleId[] = [
    ...corrections.joints.map(({ name }) => ({ kind: 'joint' as const, name })),
    ...corrections.anchors.map(({ garment, name }) => ({ kind: 'anchor' as const, garment, name })),
  ]
  const isBrushing = useStore(brushStore, ({ isOn }) => isOn)
  const change = (after: Corrections, text: string): void => {
    const put = (next: Corrections): void => correctionsStore.getState().set(job, isSame(next, drafted) ? undefined : next)
    put(after)
    remember({ text, undo: () => put(corrections), redo: () => put(after) }, { offer: 'quiet' })
  }
  const count = countMoved(corrections)
  const strokes = countStrokes(corrections)
  return (
    <Section
      id="try-on.correction"
      title={t('correction.title')}
      testId="correction"
      {...(count > 0 ? { aside: t('correction.count', { count }) } : {})}
    >
      {count + strokes.length === 0 && <p className={styles.hint}>{t('correction.hint')}</p>}
      {showPoints === null && <p className={styles.hint}>{t('correction.noPoints')}</p>}
      <ul className={styles.moved}>
        {moved.map((point) => {
          const name = handleName(t, point)
          const label = t('correction.putBack', { point: name })
          return (
            <li key={point.kind === 'joint' ? point.name : `${point.garment} ${point.name}`}>
              <bdi>{name}</bdi>
              <IconButton label={label} onClick={() => change(without(corrections, point), label)}>
                <RotateCcw size={14} aria-hidden />
              </IconButton>
            </li>
          )
        })}
        {strokes.map(([mask, count]) => (
          <li key={mask} data-testid={`strokes-${mask}`}>
            <bdi>{t('brush.count', { count, mask: t(`brush.mask.${mask}`) })}</bdi>
            <IconButton
              label={t('brush.takeBack', { mask: t(`brush.mask.${mask}`) })}
              onClick={() => change(withoutStrokes(corrections, mask), t('brush.takenBack'))}
            >
              <RotateCcw size={14} aria-hidden />
            </IconButton>
          </li>
        ))}
      </ul>
      <div className={styles.ways}>
        {!isSame(corrections, drafted) && (
          <Button kind="primary" data-testid="draft-corrected" onClick={onDraft}>
            {t('correction.draft')}
          </Button>
        )}
        {count === 0 && showPoints !== null && <Button onClick={showPoints}>{t('correction.showPoints')}</Button>}
        {count === 0 && <Button onClick={showPose}>{t('correction.showPose')}</Button>}
        {!isBrushing && <Button onClick={() => brushStore.getState().toggle()}>{t('brush.begin')}</Button>}
        {count > 1 && (
          <Button onClick={() => change(withoutMoves(corrections), t('correction.putAllBack'))} data-testid="put-all-back">
            {t('correction.putAllBack')}
          </Button>
        )}
      </div>
    </Section>
  )
}
