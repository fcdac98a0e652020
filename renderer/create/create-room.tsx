import { type ReactNode, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { AssetId } from '../../app/domain/ids.ts'
import { RoomLayout } from '../frame/room-layout.tsx'
import { hashOf } from '../frame/route.ts'
import { useAsset } from '../studio/queries.ts'
import styles from './create.module.css'
import { CreateProvider } from './create-context.tsx'
import { createRoomStore, takeForWords } from './create-store.ts'
import { OutputPanel } from './output/output-panel.tsx'
import { InputsPanel } from './panel/inputs-panel.tsx'
import { ResultBar } from './results/result-bar.tsx'
import { ResultStage } from './results/result-stage.tsx'
import { ResultStrip } from './results/result-strip.tsx'
import { useCreateCommands } from './use-create-commands.ts'

/** Has services make pictures: of a garment that somebody is to wear, of words, of pictures and words. */
export function CreateRoom({ place }: { readonly place: string }): ReactNode {
  const { t } = useTranslation()
  useNamed(/^ast_[0-9a-z]{20}$/.test(place) ? (place as AssetId) : null)
  return (
    <RoomLayout title={t('room.create')}>
      <CreateProvider>
        <Commands />
        <InputsPanel />
        <section className={styles.column} aria-label={t('create.stage')} data-testid="create-work">
          <ResultBar />
          <ResultStage />
          <ResultStrip />
        </section>
        <OutputPanel />
      </CreateProvider>
    </RoomLayout>
  )
}

function Commands(): null {
  useCreateCommands()
  return null
}

/** Takes the picture that the address names, once: a photo as the garment, a result as what words are to change. */
function useNamed(id: AssetId | null): void {
  const asset = useAsset(id).data
  useEffect(() => {
    if (asset === undefined || asset === null) return
    if (asset.clip === null && asset.origin === 'result') takeForWords(asset.id, createRoomStore.getState().words.creative.prompt)
    else if (asset.clip === null) createRoomStore.setState({ mode: 'studio', garment: asset.id })
    history.replaceState(null, '', hashOf('create'))
  }, [asset])
}
