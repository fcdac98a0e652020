import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { DraftOverlays } from '../../app/domain/draft-overlays.ts'
import { Button } from '../ui/button.tsx'
import { wornOf } from './garment-stack.ts'
import styles from './inspector.module.css'
import { type NextStep, SHOW_TEXTS } from './next-steps.ts'
import { hasOverlay } from './overlays.ts'
import { tryOnStore } from './try-on-store.ts'
import { askForOther } from './use-garment-stack.ts'

export interface NextStepProps {
  readonly step: NextStep
  /** Of the garment that is active on the stack. */
  readonly found: DraftOverlays | undefined
  /** Of the garment in the wearing order. */
  readonly place: number
}

/** The button of what can be done next; nothing where there would be nothing to see. */
export function NextStepButton({ step, found, place }: NextStepProps): ReactNode {
  const { t } = useTranslation()
  const { overlays, toggleOverlay, fill, stack, wear } = useStore(tryOnStore)
  // The rows are those of the draft: another look takes it off the stage.
  const worn = wornOf(stack)[place]
  const row = worn === undefined ? stack.active : stack.rows.indexOf(worn)
  if ('replace' in step) {
    const ask = (): void => (step.replace === 'person' ? fill('person', null) : askForOther(row, t('stack.emptied')))
    return (
      <Button className={styles.step} onClick={ask}>
        {t(step.replace === 'person' ? 'nextStep.otherPerson' : 'nextStep.otherGarment')}
      </Button>
    )
  }
  const isActive = row === stack.active
  // What can be shown of another garment is known when it is the active one.
  if (isActive && !hasOverlay(step.show, found)) return null
  const show = (): void => {
    if (!isActive) wear({ ...stack, active: row })
    if (isActive || !overlays.includes(step.show)) toggleOverlay(step.show)
  }
  return (
    <Button className={styles.step} aria-pressed={isActive && overlays.includes(step.show)} onClick={show}>
      {t(SHOW_TEXTS[step.show])}
    </Button>
  )
}
