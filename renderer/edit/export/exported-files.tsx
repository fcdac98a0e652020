import { Check, CircleAlert, Copy, Download, FolderOpen } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { StudioError } from '../../../app/domain/errors.ts'
import { type ExportResult, exportResult } from '../../../app/domain/export/export-result.ts'
import type { JobId } from '../../../app/domain/ids.ts'
import { reportProblem } from '../../frame/problem-store.ts'
import { useFormat } from '../../language/use-format.ts'
import { errorText } from '../../studio/error-text.ts'
import { useHost, useJob } from '../../studio/queries.ts'
import { useStudio } from '../../studio/studio-context.tsx'
import { Button, IconButton } from '../../ui/button.tsx'
import { Num } from '../../ui/num.tsx'
import { ProgressBar } from '../../ui/progress-bar.tsx'
import { copyPicture } from './copy-picture.ts'
import styles from './export.module.css'

/** How an export comes along, and the files that came of it: to save, to show, to copy, to drag out. They stay in the Gallery either way. */
export function ExportedFiles({ jobId, onAgain }: { readonly jobId: JobId; readonly onAgain: () => void }): ReactNode {
  const { t, i18n } = useTranslation()
  const job = useJob(jobId).data
  if (job?.state === 'failed' || job?.state === 'canceled' || job?.state === 'needs-attention') {
    return (
      <div className={styles.result} role="alert">
        <p className={styles.problem}>{job.error === null ? t(`jobs.state.${job.state}`) : errorText(t, i18n, job.error)}</p>
        <Button onClick={onAgain}>{t('export.again')}</Button>
      </div>
    )
  }
  const made = job?.state === 'succeeded' ? exportResult.safeParse(job.result) : undefined
  if (made?.success !== true) {
    return (
      <div className={styles.result}>
        <ProgressBar label={t('export.working')} fraction={job?.progress.fraction ?? 0} />
        <p role="status">{t('export.working')}</p>
      </div>
    )
  }
  return (
    <div className={styles.result} data-testid="exported">
      <p role="status">{t('export.done', { count: made.data.files.length })}</p>
      <ul className={styles.files}>
        {made.data.files.map((file) => (
          <ExportedFile key={file.assetId} file={file} />
        ))}
      </ul>
      <Button onClick={onAgain}>{t('export.more')}</Button>
    </div>
  )
}

interface ExportedFileProps {
  readonly file: Pick<ExportResult['files'][number], 'hash' | 'name' | 'width' | 'height' | 'sizeBytes'>
  /** Only pictures can be put on the clipboard. */
  readonly copies?: 'picture' | 'nothing'
}

/** A file that came of an export, and where it can go. */
export function ExportedFile({ file, copies = 'picture' }: ExportedFileProps): ReactNode {
  const { t } = useTranslation()
  const format = useFormat()
  const studio = useStudio()
  const host = useHost().data?.capabilities
  const [copied, setCopied] = useState<'not-yet' | 'copied' | 'refused'>('not-yet')
  const { hash, name } = file
  const address = studio.mediaUrl(hash, 'original')
  const guard = (call: Promise<unknown>): void => void call.catch((thrown: unknown) => reportProblem(StudioError.from(thrown)))
  return (
    <li className={styles.file}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dragging is the pointer's way; saving and showing are buttons beside it. */}
      <img
        src={studio.mediaUrl(hash, 'small')}
        alt=""
        draggable={host?.dragOut === true}
        onDragStart={(event) => {
          event.preventDefault()
          guard(studio.desktop['host.start-drag']({ hashes: [hash] }))
        }}
      />
      <span className={styles.fileName}>
        <bdi>{name}</bdi>
        <span className={styles.help}>
          <Num>{`${file.width} × ${file.height}`}</Num> <Num>{format.bytes(file.sizeBytes)}</Num>
        </span>
      </span>
      {copies === 'picture' && (
        <IconButton
          label={copied === 'not-yet' ? t('export.copy', { name }) : t(`export.${copied}`)}
          onClick={() => void copyPicture(address).then((isDone) => setCopied(isDone ? 'copied' : 'refused'))}
        >
          {copied === 'copied' ? <Check size={16} /> : copied === 'refused' ? <CircleAlert size={16} /> : <Copy size={16} />}
        </IconButton>
      )}
      {host?.revealInFolder === true && (
        <IconButton label={t('gallery.reveal')} onClick={() => guard(studio.desktop['host.reveal']({ hash }))}>
          <FolderOpen size={16} />
        </IconButton>
      )}
      {host?.nativeDialogs === true ? (
        <IconButton label={t('gallery.saveCopy')} onClick={() => guard(studio.desktop['host.save-copy']({ hash, name }))}>
          <Download size={16} />
        </IconButton>
      ) : (
        <a
          className={styles.download}
          href={address}
          download={name}
          aria-label={t('export.download', { name })}
          title={t('export.download', { name })}
        >
          <Download size={16} aria-hidden />
        </a>
      )}
    </li>
  )
}
