import { useQuery } from '@tanstack/react-query'
import { FolderOpen, ImagePlay, Play } from 'lucide-react'
import { type DragEvent, type ReactNode, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Asset } from '../../app/domain/asset.ts'
import { StudioError } from '../../app/domain/errors.ts'
import type { AssetId } from '../../app/domain/ids.ts'
import { useCommands } from '../commands/command-handlers.ts'
import { PicturePicker } from '../edit/panels/picture-picker.tsx'
import { reportProblem } from '../frame/problem-store.ts'
import { clipLength } from '../gallery/clip-badge.tsx'
import { useImports } from '../studio/queries.ts'
import { assetListKey } from '../studio/query-keys.ts'
import { useStudio } from '../studio/studio-context.tsx'
import { useBringIn, useBringSample } from '../try-on/use-bring-in.ts'
import { Button } from '../ui/button.tsx'
import { openClip } from './open-clip.ts'
import styles from './start.module.css'
import { takeStill } from './video-store.ts'

/** Teaches the room: drop a picture or a clip, take one of the library, or go on with what was looked at last. */
export function VideoStart(): ReactNode {
  const { t } = useTranslation()
  const { open, openSample, isBringing } = useOpening()
  const [isPicking, setPicking] = useState(false)
  const files = useRef<HTMLInputElement>(null)
  useCommands({ 'video.choose': { run: () => files.current?.click() } })
  const drop = (event: DragEvent): void => {
    event.preventDefault()
    void open([...event.dataTransfer.files])
  }
  return (
    <section
      className={styles.page}
      aria-label={t('room.video')}
      onDragOver={(event) => event.preventDefault()}
      onDrop={drop}
      data-testid="video-start"
    >
      <div className={styles.inner}>
        <div className={styles.drop}>
          <ImagePlay size={24} aria-hidden />
          <h2>{t('video.lead')}</h2>
          <p>{t('video.leadHow')}</p>
          <div className={styles.actions}>
            <Button kind="primary" disabled={isBringing} onClick={() => files.current?.click()} data-testid="video-choose">
              <FolderOpen size={16} aria-hidden />
              {t(isBringing ? 'tryOn.bringing' : 'video.chooseFile')}
            </Button>
            <Button kind="line" onClick={() => setPicking(true)} data-testid="video-library">
              {t('edit.fromLibrary')}
            </Button>
            <Button kind="quiet" disabled={isBringing} onClick={() => void openSample()} data-testid="video-sample">
              <Play size={16} aria-hidden />
              {t('video.sample')}
            </Button>
          </div>
          <input
            ref={files}
            type="file"
            hidden
            accept="image/*,.heic,.heif,video/*"
            aria-label={t('video.chooseFile')}
            data-testid="video-files"
            onChange={(event) => {
              void open([...(event.target.files ?? [])])
              event.target.value = ''
            }}
          />
        </div>
        <Recent />
      </div>
      {isPicking && <PicturePicker label={t('edit.fromLibrary')} onClose={() => setPicking(false)} onPick={({ id }) => takeStill(id)} />}
    </section>
  )
}

/** Brings a file in and opens it, whichever it is. Failures are reported by the frame. */
function useOpening() {
  const { client } = useStudio()
  const bringIn = useBringIn('everything')
  const bringSample = useBringSample()
  const [isBringing, setBringing] = useState(false)
  const run = async (work: () => Promise<readonly AssetId[]>): Promise<void> => {
    setBringing(true)
    try {
      const [first] = await work()
      if (first !== undefined) openAsset(await client['library.get']({ id: first }))
    } catch (thrown) {
      reportProblem(StudioError.from(thrown))
    } finally {
      setBringing(false)
    }
  }
  return {
    open: async (chosen: readonly File[]) => {
      if (chosen.length > 0) await run(() => bringIn(chosen))
    },
    openSample: () => run(bringSample),
    isBringing,
  }
}

function openAsset(asset: Asset): void {
  if (asset.clip === null) takeStill(asset.id)
  else openClip(asset)
}

/** The newest pictures and clips, to go on with. */
function Recent(): ReactNode {
  const { t } = useTranslation()
  const { client } = useStudio()
  const pictures = useImports().data?.assets.slice(0, 12) ?? []
  const clips =
    useQuery({
      queryKey: [...assetListKey, 'recent-clips'],
      queryFn: ({ signal }) => client['library.list']({ kind: 'clip', limit: 12 }, { signal }),
    }).data?.assets ?? []
  return (
    <>
      {pictures.length > 0 && <Shelf title={t('video.recentPictures')} assets={pictures} />}
      {clips.length > 0 && <Shelf title={t('video.recentClips')} assets={clips} />}
    </>
  )
}

function Shelf({ title, assets }: { readonly title: string; readonly assets: readonly Asset[] }): ReactNode {
  const studio = useStudio()
  return (
    <section className={styles.shelf}>
      <h2>{title}</h2>
      <div className={styles.grid}>
        {assets.map((asset) => (
          <button
            key={asset.id}
            type="button"
            aria-label={asset.name}
            title={asset.name}
            data-testid={asset.clip === null ? 'recent-picture' : 'recent-clip'}
            onClick={() => openAsset(asset)}
          >
            <img src={studio.mediaUrl(asset.hash, 'small')} alt="" loading="lazy" draggable={false} />
            {asset.clip !== null && (
              <span className={styles.length} dir="ltr">
                {clipLength(asset.clip)}
              </span>
            )}
          </button>
        ))}
      </div>
    </section>
  )
}
