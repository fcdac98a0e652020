import { Brush, Clapperboard, Images, ListChecks, type LucideIcon, Settings, Shirt, Sparkles } from 'lucide-react'
import { type ComponentType, lazy } from 'react'
import type { CommandId, RoomId } from '../../app/domain/app-commands.ts'
import { TryOnRoom } from '../try-on/try-on-room.tsx'

/**
 * A room as the rail shows it. A room that is built is one more entry here, and nothing else in the frame. The first room comes
 * with the page; the others are fetched when they are opened, or when the page has come to rest.
 */
interface Room {
  readonly id: RoomId
  readonly labelKey: 'room.tryOn' | 'room.create' | 'room.edit' | 'room.video' | 'room.gallery' | 'room.jobs' | 'room.settings'
  readonly Icon: LucideIcon
  readonly end: 'start' | 'end'
  /** The command that leads here; its shortcut is shown on the rail. */
  readonly command: CommandId
  /** Gets the part of the address after the room. */
  readonly Content: ComponentType<{ readonly place: string }>
  /** For a room that does not come with the page. */
  readonly fetch?: Fetch
}

type Fetch = () => Promise<{ readonly default: Room['Content'] }>

const later = (fetch: Fetch): Pick<Room, 'Content' | 'fetch'> => ({ Content: lazy(fetch), fetch })

export const ROOMS: readonly Room[] = [
  { id: 'try-on', labelKey: 'room.tryOn', Icon: Shirt, end: 'start', command: 'go.try-on', Content: TryOnRoom },
  {
    id: 'create',
    labelKey: 'room.create',
    Icon: Sparkles,
    end: 'start',
    command: 'go.create',
    ...later(async () => ({ default: (await import('../create/create-room.tsx')).CreateRoom })),
  },
  {
    id: 'edit',
    labelKey: 'room.edit',
    Icon: Brush,
    end: 'start',
    command: 'go.edit',
    ...later(async () => ({ default: (await import('../edit/edit-room.tsx')).EditRoom })),
  },
  {
    id: 'video',
    labelKey: 'room.video',
    Icon: Clapperboard,
    end: 'start',
    command: 'go.video',
    ...later(async () => ({ default: (await import('../video/video-room.tsx')).VideoRoom })),
  },
  {
    id: 'gallery',
    labelKey: 'room.gallery',
    Icon: Images,
    end: 'start',
    command: 'go.gallery',
    ...later(async () => ({ default: (await import('../gallery/gallery-room.tsx')).GalleryRoom })),
  },
  {
    id: 'jobs',
    labelKey: 'room.jobs',
    Icon: ListChecks,
    end: 'end',
    command: 'go.jobs',
    ...later(async () => ({ default: (await import('../jobs/jobs-room.tsx')).JobsRoom })),
  },
  {
    id: 'settings',
    labelKey: 'room.settings',
    Icon: Settings,
    end: 'end',
    command: 'go.settings',
    ...later(async () => ({ default: (await import('../settings/settings-room.tsx')).SettingsRoom })),
  },
]

/** The room with this id; the first one for a room that is not built. */
export function roomOf(id: RoomId): Room | undefined {
  return ROOMS.find((room) => room.id === id) ?? ROOMS[0]
}

/** Fetches the rooms that did not come with the page: they open then also when the studio is away, or is another build by now. */
export async function fetchRooms(): Promise<void> {
  await Promise.allSettled(ROOMS.map(({ fetch }) => fetch?.()))
}
