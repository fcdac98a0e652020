import { Columns2, Download } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { Asset } from '../../../app/domain/asset.ts'
import { Button } from '../../ui/button.tsx'
import { ClipExportSheet } from '../export/clip-export-sheet.tsx'
import { useVideo } from '../video-context.tsx'
import { videoStore } from '../video-store.ts'
import { TakeRow } from './take-row.tsx'
import styles from './takes.module.css'
import type { Take } from './takes-of.ts'

/** Exports the take that is shown, else the newest one. */
function ExportButton({ take }: { readonly take: Take | undefined }): ReactNode {
  const { t } = useTranslation()
  const [asset, setAsset] = useState<Asset | null>(null)
  return (
    <>
      <Button
        kind="line"
        className={styles.export}
        disabled={take === undefined}
        onClick={() => setAsset(take?.asset ?? null)}
        data-testid="export-take"
      >
        <Download size={14} aria-hidden />
        {t('export.title')}
      </Button>
      {asset !== null && take !== undefined && (
        <ClipExportSheet clips={[asset]} name={t('video.takeN', { n: take.number })} onClose={() => setAsset(null)} />
      )}
    </>
  )
}

/** What was made of the still, what is in the works, and what came to nothing. */
export function TakesList(): ReactNode {
  const { t } = useTranslation()
  const { takes } = useVideo()
  const { clip, other, view } = useStore(videoStore)
  const made = takes.flatMap(({ asset }) => (asset === null ? [] : [asset.id]))
  const compare = (): void => {
    const first = clip !== null && made.includes(clip) ? clip : made[0]
    const isCompared = view === 'clip' && other !== null
    const beside = isCompared ? undefined : made.find((id) => id !== first)
    videoStore.setState({ view: 'clip', clip: first ?? null, other: beside ?? null })
  }
  return (
    <section className={styles.takes} aria-label={t('video.takes')} data-testid="takes">
      <header className={styles.head}>
        <h2>{t('video.takes')}</h2>
        <span>{t('video.takesOf', { count: takes.length })}</span>
        <Button
          kind="quiet"
          className={styles.compare}
          disabled={made.length < 2}
          aria-pressed={view === 'clip' && other !== null}
          onClick={compare}
          data-testid="compare-takes"
        >
          <Columns2 size={14} aria-hidden />
          {t('video.compare')}
        </Button>
        <ExportButton take={takes.find(({ asset }) => asset !== null && asset.id === clip) ?? takes.find(({ asset }) => asset !== null)} />
      </header>
      {takes.length === 0 ? (
        <p className={styles.none}>{t('video.noTakes')}</p>
      ) : (
        <ul className={styles.list}>
          {takes.map((take) => (
            <TakeRow key={take.id} take={take} isShown={view === 'clip' && take.asset !== null && take.asset.id === clip} />
          ))}
        </ul>
      )}
    </section>
  )
}
