import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, type ReactNode, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { StudioError } from '../../../app/domain/errors.ts'
import { announce } from '../../frame/announcer.tsx'
import { errorText } from '../../studio/error-text.ts'
import { useStudio } from '../../studio/studio-context.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { videoStore } from '../video-store.ts'
import styles from './director.module.css'
import { templatesKey, useTemplates } from './use-templates.ts'

/** Gives the direction of now a name. One of that name is replaced, and that is said before. */
export function SaveTemplate({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { t, i18n } = useTranslation()
  const { client } = useStudio()
  const queries = useQueryClient()
  const id = useId()
  const [name, setName] = useState('')
  const [problem, setProblem] = useState<StudioError | null>(null)
  const saved = useTemplates()
  const plain = name.trim()
  const isThere = saved.some((one) => one.brand === null && one.name === plain)
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (plain === '') return
    const { direction } = videoStore.getState().history
    try {
      await client['motion.save-template']({ template: { version: 1, name: plain, brand: null, direction } })
      await queries.invalidateQueries({ queryKey: templatesKey })
      videoStore.setState(({ history }) => ({ history: { ...history, template: plain } }))
      announce(t('video.templateSaved', { name: plain }))
      onClose()
    } catch (thrown) {
      setProblem(StudioError.from(thrown))
    }
  }
  return (
    <Dialog label={t('video.saveTemplate')} kind="sheet" onClose={onClose} className={styles.sheet}>
      <form className={styles.form} onSubmit={(event) => void save(event)}>
        <label htmlFor={id}>{t('video.templateName')}</label>
        <input
          id={id}
          type="text"
          value={name}
          maxLength={80}
          dir="auto"
          autoComplete="off"
          onChange={(event) => setName(event.target.value)}
          data-testid="template-name"
        />
        {isThere && <p className={styles.hint}>{t('video.templateReplaces')}</p>}
        {problem !== null && (
          <p role="alert" className={styles.problem}>
            {errorText(t, i18n, problem.toShape())}
          </p>
        )}
        <Button kind="primary" type="submit" disabled={plain === ''} data-testid="template-save">
          {t('video.save')}
        </Button>
      </form>
    </Dialog>
  )
}
