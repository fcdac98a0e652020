import loader from '@mediapipe/tasks-vision/vision_wasm_module_internal.js?url'
import wasm from '@mediapipe/tasks-vision/vision_wasm_module_internal.wasm?url'
import type { FromEyes, Gaze, SeenPose, ToEyes } from './pose-messages.ts'

export interface EyesListener {
  readonly onReady: () => void
  /** @param picture that was looked at, in full; it belongs to whoever gets it. */
  readonly onSeen: (pose: SeenPose, picture: ImageBitmap) => void
  /** They see nothing any more; close them. */
  readonly onLost: (reason: string) => void
}

/** Networks that see poses, in a worker of their own. */
export interface OpenEyes {
  /** Looks at what the video shows now; where they are still at another picture, this one is looked at after it if none newer came. */
  look(video: HTMLVideoElement, gaze: Gaze): void
  /** Frees the networks and ends the worker. */
  close(): void
}

/** Long side of what is looked at. The networks see 256 pixels of a body; on a picture of 960 they took a half longer. */
const LOOK_LONG_SIDE = 640
/** A worker that does not come to its end by itself is ended. */
const CLOSE_GRACE_MS = 1_000

export function openEyes({ onReady, onSeen, onLost }: EyesListener): OpenEyes {
  const worker = new Worker(new URL('./pose-worker.ts', import.meta.url), { type: 'module', name: 'live-pose' })
  const post = (message: ToEyes, transfer: Transferable[] = []): void => worker.postMessage(message, transfer)
  let state: 'loading' | 'idle' | 'looking' | 'closed' = 'loading'
  let waiting: { readonly video: HTMLVideoElement; readonly gaze: Gaze } | undefined
  /** What is looked at now, in full. */
  let shown: ImageBitmap | undefined
  const isClosed = (): boolean => state === 'closed'

  const lose = (reason: string): void => {
    if (!isClosed()) onLost(reason)
  }
  const goOn = (): void => {
    state = 'idle'
    const next = waiting
    waiting = undefined
    if (next !== undefined) void send(next.video, next.gaze).catch((thrown: unknown) => lose(String(thrown)))
  }
  const send = async (video: HTMLVideoElement, gaze: Gaze): Promise<void> => {
    const size = { width: video.videoWidth, height: video.videoHeight }
    if (size.width === 0) return
    state = 'looking'
    const timeMs = performance.now()
    const picture = await createImageBitmap(video)
    const small = await createImageBitmap(picture, smallerThan(size))
    if (isClosed()) {
      picture.close()
      small.close()
      return
    }
    shown = picture
    post({ kind: 'look', picture: small, size, timeMs, gaze }, [small])
  }
  worker.addEventListener('message', ({ data }: MessageEvent<FromEyes>) => {
    if (data.kind === 'closed') worker.terminate()
    if (isClosed()) return
    if (data.kind === 'lost') {
      lose(data.reason)
      return
    }
    if (data.kind === 'ready') onReady()
    else if (data.kind === 'seen' && shown !== undefined) onSeen(data.pose, shown)
    shown = undefined
    goOn()
  })
  worker.addEventListener('error', (event) => lose(event.message))
  post({ kind: 'open', place: { loaderUrl: absolute(loader), wasmUrl: absolute(wasm), modelUrl: absolute('/models/live-pose.task') } })
  return {
    look(video, gaze) {
      // A jump that still waits to be looked at by itself is not followed from the picture before it.
      waiting = { video, gaze: waiting?.gaze === 'still' ? 'still' : gaze }
      if (state === 'idle') goOn()
    },
    close() {
      if (isClosed()) return
      state = 'closed'
      waiting = undefined
      shown?.close()
      post({ kind: 'close' })
      setTimeout(() => worker.terminate(), CLOSE_GRACE_MS)
    },
  }
}

function smallerThan({ width, height }: { readonly width: number; readonly height: number }): ImageBitmapOptions {
  const scale = Math.min(1, LOOK_LONG_SIDE / Math.max(width, height))
  return { resizeWidth: Math.max(1, Math.round(width * scale)), resizeHeight: Math.max(1, Math.round(height * scale)) }
}

/** A worker's script has another address than the page. */
const absolute = (path: string): string => new URL(path, location.href).href
