import { useMutation } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { StudioError } from '../../../app/domain/errors.ts'
import type { DocumentId, JobId } from '../../../app/domain/ids.ts'
import { errorText } from '../../studio/error-text.ts'
import { useStudio } from '../../studio/studio-context.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { CreditsFields } from './credits-fields.tsx'
import styles from './export.module.css'
import { exportChoices, recipesOf } from './export-choices.ts'
import { ExportedFiles } from './exported-files.tsx'
import { FormatFields } from './format-fields.tsx'
import { MarkFields } from './mark-fields.tsx'
import { PresetList } from './preset-list.tsx'

interface ExportSheetProps {
  readonly documentId: DocumentId
  /** What is exported: the step that is shown, whatever is done meanwhile. */
  readonly step: number
  readonly onClose: () => void
}

/** Chooses what files a document goes out as, makes them, and hands them over. */
export function ExportSheet({ documentId, step, onClose }: ExportSheetProps): ReactNode {
  const { t, i18n } = useTranslation()
  const { client } = useStudio()
  const choices = useStore(exportChoices)
  const [jobId, setJobId] = useState<JobId | null>(null)
  const recipes = recipesOf(choices)
  const start = useMutation({
    mutationFn: () =>
      client['documents.export']({
        id: documentId,
        step,
        recipes,
        ...(choices.nameTemplate.trim() === '' ? {} : { nameTemplate: choices.nameTemplate }),
      }),
    onSuccess: (answer) => setJobId(answer.jobId),
  })
  if (jobId !== null) {
    return (
      <Dialog kind="sheet" label={t('export.title')} onClose={onClose} className={styles.sheet}>
        <ExportedFiles jobId={jobId} onAgain={() => setJobId(null)} />
      </Dialog>
    )
  }
  return (
    <Dialog kind="sheet" label={t('export.title')} onClose={onClose} className={styles.sheet}>
      <form
        className={styles.form}
        data-testid="export-sheet"
        onSubmit={(event) => {
          event.preventDefault()
          start.mutate()
        }}
      >
        <div className={styles.columns}>
          <div className={styles.column}>
            <FormatFields />
            <PresetList />
          </div>
          <div className={styles.column}>
            <MarkFields />
            <CreditsFields />
          </div>
        </div>
        <footer className={styles.foot}>
          {start.isError && (
            <p role="alert" className={styles.problem}>
              {errorText(t, i18n, StudioError.from(start.error).toShape())}
            </p>
          )}
          <Button type="submit" kind="primary" disabled={recipes.length === 0 || start.isPending}>
            {recipes.length === 0 ? t('export.nothingChosen') : t('export.start', { count: recipes.length })}
          </Button>
        </footer>
      </form>
    </Dialog>
  )
}
