import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../ui/button.tsx'
import { Note } from '../ui/note.tsx'
import { ClipChooser } from './clip-chooser.tsx'
import styles from './live-pose.module.css'
import type { LiveProblem, LiveSource } from './live-state.ts'

interface LiveProblemNoteProps {
  readonly problem: LiveProblem
  readonly source: LiveSource
  readonly choose: (source: LiveSource) => void
}

/** What kept the picture away, what to do about it, and the ways on. */
export function LiveProblemNote({ problem, source, choose }: LiveProblemNoteProps): ReactNode {
  const { t, i18n } = useTranslation()
  return (
    <div className={styles.problem} dir={i18n.dir()} data-testid="live-problem" data-problem={problem}>
      <Note
        kind="bad"
        role="alert"
        title={t(`livePose.problem.${problem}.title`)}
        actions={
          <>
            {/* A copy: the same camera or clip, tried once more. */}
            <Button kind="line" onClick={() => choose({ ...source })} data-testid="live-again">
              {t('livePose.again')}
            </Button>
            <ClipChooser choose={choose} />
          </>
        }
      >
        {t(`livePose.problem.${problem}.advice`)}
      </Note>
    </div>
  )
}
