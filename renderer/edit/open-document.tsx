import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { StudioError } from '../../app/domain/errors.ts'
import type { ArtifactId, DocumentId } from '../../app/domain/ids.ts'
import { announce } from '../frame/announcer.tsx'
import { reportProblem } from '../frame/problem-store.ts'
import { onDocumentChange } from '../studio/document-events.ts'
import { errorText } from '../studio/error-text.ts'
import { useStudio } from '../studio/studio-context.tsx'
import { Button } from '../ui/button.tsx'
import { Note } from '../ui/note.tsx'
import { Stage } from './canvas/stage.ts'
import { EditProvider } from './edit-context.tsx'
import { useOpened } from './queries.ts'
import { closeDocument } from './room-store.ts'
import { changeOf, coreOf } from './session/core.ts'
import { createEditor, type Editor } from './session/editor.ts'
import start from './start/start.module.css'
import { Workspace } from './workspace.tsx'

/** Opens a document, and keeps it true while it is open. */
export function OpenDocument({ id }: { readonly id: DocumentId }): ReactNode {
  const { t, i18n } = useTranslation()
  const opened = useOpened(id)
  if (opened.error !== null) {
    return (
      <section className={start.page}>
        <Note
          kind="bad"
          title={errorText(t, i18n, StudioError.from(opened.error).toShape())}
          actions={
            <Button kind="line" onClick={closeDocument}>
              {t('edit.toDocuments')}
            </Button>
          }
        />
      </section>
    )
  }
  if (opened.data === undefined) return <section className={start.page} aria-busy="true" />
  return <Opened id={id} opened={opened.data} />
}

type Answer = NonNullable<ReturnType<typeof useOpened>['data']>

function Opened({ id, opened }: { readonly id: DocumentId; readonly opened: Answer }): ReactNode {
  const open = useSession(id, opened)
  if (open === null) return <section className={start.page} aria-busy="true" />
  return (
    <EditProvider open={open}>
      <Workspace />
    </EditProvider>
  )
}

/** Editor and stage of an open document; they end with it. */
function useSession(id: DocumentId, opened: Answer): { readonly editor: Editor; readonly stage: Stage } | null {
  const { t } = useTranslation()
  const studio = useStudio()
  const [open, setOpen] = useState<{ readonly editor: Editor; readonly stage: Stage } | null>(null)
  // What was opened is only where it begins, the line keeps it true from there on; and the words of the moment count.
  const latest = useRef({ opened, t })
  useEffect(() => {
    latest.current = { opened, t }
  })
  useEffect(() => {
    const { document, revision, step, undo, redo } = latest.current.opened
    const onProblem = (problem: StudioError | 'changed-elsewhere'): void => {
      if (problem === 'changed-elsewhere') announce(latest.current.t('edit.changedElsewhere'))
      else reportProblem(problem)
    }
    const editor = createEditor(id, coreOf(studio.client, id), {
      opened: { document, position: { revision, step, undo, redo } },
      onProblem,
    })
    const artifactUrl = (artifact: ArtifactId): string => studio.mediaUrl(artifact.replace('sha256-', ''), 'artifact')
    const stage = new Stage({
      editor,
      client: studio.client,
      addresses: {
        ofPicture: async (assetId) => artifactUrl((await studio.client['documents.pixels']({ assetId })).raster),
        ofMask: artifactUrl,
      },
      onRefused: (reason) => reportProblem(StudioError.from(reason)),
    })
    const stop = onDocumentChange((change) => {
      if (change === null) editor.line.refresh()
      else {
        const told = changeOf(change, id)
        if (told !== undefined) editor.line.hear(told)
      }
    })
    setOpen({ editor, stage })
    // Nothing that is not saved may go with the page.
    const keep = (event: BeforeUnloadEvent): void => {
      if (editor.line.isDirty) event.preventDefault()
    }
    addEventListener('beforeunload', keep)
    return () => {
      stop()
      stage.close()
      void editor.line.close().then(() => removeEventListener('beforeunload', keep))
    }
  }, [id, studio])
  return open
}
