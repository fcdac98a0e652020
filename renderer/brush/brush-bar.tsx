import { ArrowLeftRight, Eye, EyeOff, Undo2 } from 'lucide-react'
import { type ReactNode, useId } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { BRUSHED_MASKS, type BrushedMask } from '../../app/domain/brushed-mask.ts'
import { strokesOf } from '../rewarp/strokes-of.ts'
import type { CorrectionView } from '../rewarp/use-corrections.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { Segmented } from '../ui/segmented.tsx'
import { Amount } from './amount.tsx'
import styles from './brush.module.css'
import { brushStore, LEAST_WIDTH, MOST_WIDTH } from './brush-store.ts'

/** What the brush paints over and how, in words and numbers. */
export function BrushBar({ correction }: { readonly correction: CorrectionView }): ReactNode {
  const { t } = useTranslation()
  const { mask, mode, width, hardness, isMaskShown, choose, swap, toggle, toggleMask } = useStore(brushStore)
  const chooser = useId()
  const about = useId()
  const { settled, strokes } = correction
  return (
    // biome-ignore lint/a11y/useSemanticElements: tools of a canvas are no fieldset of a form.
    <div className={styles.bar} role="group" aria-label={t('brush.title')} data-testid="brush-bar">
      <span className={styles.choice}>
        <label className={styles.name} htmlFor={chooser}>
          {t('brush.over')}
        </label>
        <select
          id={chooser}
          value={mask}
          aria-describedby={about}
          data-testid="brush-mask-choice"
          onChange={(event) => choose({ mask: event.target.value as BrushedMask })}
        >
          {BRUSHED_MASKS.map((one) => (
            <option key={one} value={one}>
              {t(`brush.mask.${one}`)}
            </option>
          ))}
        </select>
      </span>
      <span className={styles.choice}>
        <Segmented
          label={t('brush.mode')}
          value={mode}
          options={[
            { value: 'add', label: t('brush.add') },
            { value: 'erase', label: t('brush.erase') },
          ]}
          onChange={(next) => choose({ mode: next })}
        />
        <IconButton label={t('command.brushSwap')} onClick={swap}>
          <ArrowLeftRight size={16} />
        </IconButton>
      </span>
      <Amount
        label={t('brush.size')}
        value={Math.round(width * 1000) / 10}
        min={LEAST_WIDTH * 100}
        max={MOST_WIDTH * 100}
        step={0.1}
        testId="brush-size"
        onChange={(percent) => choose({ width: percent / 100 })}
      />
      <Amount
        label={t('brush.hardness')}
        value={Math.round(hardness * 100)}
        min={0}
        max={100}
        step={1}
        testId="brush-hardness"
        onChange={(percent) => choose({ hardness: percent / 100 })}
      />
      <span className={styles.end}>
        <IconButton label={t('brush.showMask')} aria-pressed={isMaskShown} onClick={toggleMask}>
          {isMaskShown ? <Eye size={16} /> : <EyeOff size={16} />}
        </IconButton>
        <Button disabled={strokesOf(settled).length === 0} onClick={() => strokes.takeBack()} data-testid="take-back-strokes">
          <Undo2 size={14} aria-hidden />
          {t('brush.takeAllBack')}
        </Button>
        <Button kind="line" onClick={toggle} data-testid="brush-done">
          {t('brush.leave')}
        </Button>
      </span>
      <p id={about} className={styles.about} data-testid="brush-about">
        {t(`brush.about.${mask}`)}
      </p>
    </div>
  )
}
