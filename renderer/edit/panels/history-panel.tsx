import clsx from 'clsx'
import { ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../language/use-format.ts'
import { Num } from '../../ui/num.tsx'
import { Section } from '../../ui/section.tsx'
import { useEdit, useEditor } from '../edit-context.tsx'
import { useHistory } from '../queries.ts'
import styles from './history.module.css'
import { useStepText } from './use-step-text.ts'
import { VersionList } from './version-list.tsx'

/** Named versions, and every step that led here; each can be gone back to. */
export function HistoryPanel(): ReactNode {
  const { t } = useTranslation()
  const editor = useEditor()
  const format = useFormat()
  const stepText = useStepText()
  const revision = useEdit((state) => state.position.revision)
  const history = useHistory(editor.id, revision)
  const entries = history.data?.entries ?? []
  return (
    <>
      <Section id="edit.versions" title={t('edit.versions')} testId="versions">
        <VersionList />
      </Section>
      <Section id="edit.steps" title={t('edit.steps')} aside={<Num>{format.number(entries.length)}</Num>} testId="history">
        <ol className={styles.steps}>
          {entries.map(({ step, at, label, state }) => (
            <li key={step}>
              <button
                type="button"
                className={clsx(styles.step, state === 'undone' && styles.undone)}
                aria-current={state === 'current' ? 'step' : undefined}
                onClick={() => editor.line.jump(step)}
                data-testid="history-step"
                data-state={state}
              >
                <span className={styles.text}>
                  {state === 'current' && <ChevronRight size={14} className="flip" aria-hidden />}
                  {stepText(label)}
                </span>
                <Num>{format.moment(at)}</Num>
              </button>
            </li>
          ))}
        </ol>
      </Section>
    </>
  )
}
