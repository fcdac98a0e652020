import { X } from 'lucide-react'
import type { CSSProperties, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../language/use-format.ts'
import { useEdit, useEditor } from '../edit-context.tsx'
import { useStepText } from '../panels/use-step-text.ts'
import { useHistory, useVersions } from '../queries.ts'
import type { Compared } from '../session/compared.ts'
import { useCompared } from '../use-compared.ts'
import styles from './pane-plate.module.css'

interface PanePlateProps {
  readonly pane: number
  /** Undefined where something may be added. */
  readonly compared: Compared | undefined
  readonly canRemove: boolean
  readonly style: CSSProperties
}

/** Older steps are reached by going there, or by giving them a name. */
const STEPS_TOLD = 60

/** Says what a pane shows, and lets it be changed: any version, any step. */
export function PanePlate({ pane, compared, canRemove, style }: PanePlateProps): ReactNode {
  const { t } = useTranslation()
  const { id } = useEditor()
  const format = useFormat()
  const stepText = useStepText()
  const revision = useEdit((state) => state.position.revision)
  const versions = useVersions(id).data?.versions ?? []
  const { choose, remove } = useCompared()
  const value = compared === undefined ? '' : compared.kind === 'step' ? String(compared.step) : compared.kind
  const isNamed = versions.some(({ step }) => String(step) === value)
  const entries = useHistory(id, revision).data?.entries ?? []
  // What is shown has its place in the list, however old it is; a step that has a name is among the versions already.
  const steps = entries.filter(({ step }, i) => (String(step) === value ? !isNamed : i < STEPS_TOLD))
  return (
    <span className={styles.plate} style={style} data-own-pointer data-testid="pane-plate">
      <select
        className={styles.choice}
        aria-label={compared === undefined ? t('edit.addPane') : t('edit.paneShows', { n: format.number(pane + 1) })}
        value={value}
        onChange={({ target }) => choose(pane, target.value === 'now' || target.value === 'original' ? target.value : Number(target.value))}
        onKeyDown={(event) => event.stopPropagation()}
      >
        {compared === undefined && <option value="">{t('edit.addPane')}</option>}
        <option value="original">{t('edit.original')}</option>
        <option value="now">{t('edit.now')}</option>
        {versions.length > 0 && (
          <optgroup label={t('edit.versions')}>
            {versions.map(({ id: key, step, name }) => (
              <option key={key} value={step}>
                {name}
              </option>
            ))}
          </optgroup>
        )}
        <optgroup label={t('edit.steps')}>
          {steps.map(({ step, label, at }) => (
            <option key={step} value={step}>
              {t('edit.stepAt', { step: stepText(label), time: format.moment(at) })}
            </option>
          ))}
        </optgroup>
      </select>
      {canRemove && (
        <button type="button" className={styles.remove} aria-label={t('edit.removePane')} onClick={() => remove(pane)}>
          <X size={12} aria-hidden />
        </button>
      )}
    </span>
  )
}
