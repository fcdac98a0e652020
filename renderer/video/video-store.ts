import { persist } from 'zustand/middleware'
import { createStore } from 'zustand/vanilla'
import { type Direction, direction } from '../../app/domain/director/direction.ts'
import { TEMPLATES } from '../../app/domain/director/templates.ts'
import type { AssetId } from '../../app/domain/ids.ts'
import { keptByTab } from '../frame/tab-storage.ts'
import { changed, type Directed, type DirectionHistory, redone, undone } from './director/direction-history.ts'

/** What the stage shows: the still with the path on it, what the camera sees, or a clip that is there. */
export type StageView = 'picture' | 'lens' | 'clip'

export const SHORT_SIDES = [360, 540, 720, 1080] as const
export type ShortSide = (typeof SHORT_SIDES)[number]

/** What lies over the stage: the path and the wind over the still, what networks cover over what the camera sees and over clips. */
export type Overlay = 'path' | 'wind' | 'safe'

interface VideoState {
  readonly still: AssetId | null
  /** The clip on the stage, and the one beside it. */
  readonly clip: AssetId | null
  readonly other: AssetId | null
  readonly view: StageView
  readonly overlays: readonly Overlay[]
  readonly shortSide: ShortSide
  /** The studio's name of the model that makes the takes; null for this machine. */
  readonly maker: string | null
  readonly history: DirectionHistory
  /** The view that was put down by hand and is worked on. */
  readonly keyframe: number | null
}

const FIRST: VideoState = {
  still: null,
  clip: null,
  other: null,
  view: 'picture',
  overlays: ['path'],
  shortSide: 720,
  maker: null,
  history: { direction: TEMPLATES.runway, template: 'runway', done: [], undone: [], gesture: null },
  keyframe: null,
}

/** How the room was left: the still, its direction with all steps, and what was on the stage. */
export const videoStore = createStore<VideoState>()(
  persist((): VideoState => FIRST, {
    name: 'drape.video',
    storage: keptByTab(),
    merge: (kept, now) => {
      const before = kept as VideoState | null
      // What an earlier version kept may be no direction any more.
      const isFine = before !== null && direction.safeParse(before.history?.direction).success
      return isFine ? { ...now, ...before, history: { ...before.history, gesture: null } } : now
    },
  }),
)

/** Changes the direction, as a step that can be undone; parts of one gesture are one step. */
export function direct(change: (now: Direction) => Direction, gesture: string | null = null): void {
  setDirected((now) => {
    const next = change(now.direction)
    return { direction: next, template: isSameLook(now.direction, next) ? now.template : null }
  }, gesture)
}

/** Length, shape and chance are no part of a template's look. */
function isSameLook(a: Direction, b: Direction): boolean {
  return a.camera === b.camera && a.model === b.model && a.fabric === b.fabric && a.light === b.light && a.grain === b.grain
}

export function setDirected(change: (now: Directed) => Directed, gesture: string | null = null): void {
  videoStore.setState(({ history }) => ({ history: changed(history, change(history), gesture) }))
}

/** The hand has let go. */
export function endGesture(): void {
  if (videoStore.getState().history.gesture !== null) videoStore.setState(({ history }) => ({ history: { ...history, gesture: null } }))
}

export function undoDirection(): void {
  videoStore.setState(({ history }) => ({ history: undone(history), keyframe: null }))
}

export function redoDirection(): void {
  videoStore.setState(({ history }) => ({ history: redone(history), keyframe: null }))
}

/** Puts a still on the stage. Its direction is that of the one before: a look is tried on many pictures. */
export function takeStill(still: AssetId): void {
  videoStore.setState((now) => (now.still === still ? now : { still, clip: null, other: null, view: 'picture', keyframe: null }))
}

export function showClip(clip: AssetId): void {
  videoStore.setState(({ other }) => ({ clip, view: 'clip', other: other === clip ? null : other }))
}

export function leaveStill(): void {
  videoStore.setState({ still: null, clip: null, other: null, view: 'picture', keyframe: null })
}
