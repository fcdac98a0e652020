import type { Landmark } from '../../app/domain/landmarks.ts'

/** Where the worker finds what it runs on: addresses of the page's own host. */
export interface EyesPlace {
  readonly loaderUrl: string
  readonly wasmUrl: string
  readonly modelUrl: string
}

/** Follows a movement from picture to picture, or looks at one picture by itself. */
export type Gaze = 'moving' | 'still'

/** What was seen in one picture. */
export interface SeenPose {
  readonly gaze: Gaze
  /** 33 landmarks in pixels of the whole picture; null where nobody is seen. */
  readonly landmarks: readonly Landmark[] | null
  /** When the picture was shown, as its sender told. */
  readonly timeMs: number
  /** How long the networks took. */
  readonly tookMs: number
}

export type ToEyes =
  | { readonly kind: 'open'; readonly place: EyesPlace }
  | {
      readonly kind: 'look'
      readonly picture: ImageBitmap
      /** Of the whole picture, in pixels; the one that is sent may be smaller. */
      readonly size: { readonly width: number; readonly height: number }
      readonly timeMs: number
      readonly gaze: Gaze
    }
  | { readonly kind: 'close' }

export type FromEyes =
  | { readonly kind: 'ready' }
  | { readonly kind: 'seen'; readonly pose: SeenPose }
  /** The networks or what runs them could not be loaded, or broke. */
  | { readonly kind: 'lost'; readonly reason: string }
  | { readonly kind: 'closed' }
