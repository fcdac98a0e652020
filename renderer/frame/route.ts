import { useSyncExternalStore } from 'react'
import { ROOM_IDS, type RoomId } from '../../app/domain/app-commands.ts'

/** Where the page is: a room, and what the room calls the place in it (`#settings/storage`, `#jobs/job_...`). */
export interface Route {
  readonly room: RoomId
  readonly place: string
}

const HOME: RoomId = 'try-on'

export function parseRoute(hash: string): Route {
  const [room = '', place = ''] = hash.replace(/^#/, '').split('/')
  const known = ROOM_IDS.find((id) => id === room)
  return known === undefined ? { room: HOME, place: '' } : { room: known, place }
}

export function hashOf(room: RoomId, place = ''): string {
  return place === '' ? `#${room}` : `#${room}/${place}`
}

export function go(room: RoomId, place = ''): void {
  location.hash = hashOf(room, place)
}

export function useRoute(): Route {
  return parseRoute(useSyncExternalStore(subscribe, () => location.hash))
}

function subscribe(hear: () => void): () => void {
  addEventListener('hashchange', hear)
  return () => removeEventListener('hashchange', hear)
}
