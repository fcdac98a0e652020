import { type ReactNode, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { RoomLayout } from '../frame/room-layout.tsx'
import { OpenDocument } from './open-document.tsx'
import { editRoomStore, parseDocumentId } from './room-store.ts'
import { StartPage } from './start/start-page.tsx'

/** Works on a picture: the document that the address names, else the one that was open, else what there is to begin with. */
export function EditRoom({ place }: { readonly place: string }): ReactNode {
  const { t } = useTranslation()
  const kept = useStore(editRoomStore, (state) => state.open)
  const named = parseDocumentId(place)
  useEffect(() => {
    if (named !== null) editRoomStore.setState({ open: named })
  }, [named])
  const id = named ?? kept
  return <RoomLayout title={t('room.edit')}>{id === null ? <StartPage /> : <OpenDocument key={id} id={id} />}</RoomLayout>
}
