import { type RefObject, useEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { type OpenEyes, openEyes } from './open-eyes.ts'
import type { SeenPose } from './pose-messages.ts'

export interface EyesView {
  readonly isReady: boolean
  /** The latest; null until the first picture was looked at. */
  readonly pose: SeenPose | null
}

export interface EyesTargets {
  readonly video: RefObject<HTMLVideoElement | null>
  /** Gets each picture that was looked at, together with its pose. */
  readonly canvas: RefObject<HTMLCanvasElement | null>
}

/**
 * Looks for a pose in whatever a video shows, newest picture first. Loads the networks when it begins, frees them when it ends.
 *
 * @param isOn while there is something to look at.
 */
export function useEyes({ video, canvas }: EyesTargets, isOn: boolean, onLost: () => void): EyesView {
  const [isReady, setReady] = useState(false)
  const [pose, setPose] = useState<SeenPose | null>(null)
  const lost = useRef(onLost)
  useEffect(() => {
    lost.current = onLost
  })
  useEffect(() => {
    const element = video.current
    if (!isOn || element === null) return
    const eyes = openEyes({
      onReady: () => setReady(true),
      // At once: waiting for its turn among React's own work would show the pose of a picture that is gone.
      onSeen: (seen, picture) => {
        if (canvas.current !== null) show(canvas.current, picture)
        picture.close()
        flushSync(() => setPose(seen))
      },
      onLost: (reason) => {
        // For who reads a report of what happened; what to do is said on the stage.
        console.warn(`Live pose: ${reason}`)
        lost.current()
      },
    })
    const stop = watch(element, eyes)
    return () => {
      stop()
      eyes.close()
      setReady(false)
      setPose(null)
    }
  }, [video, canvas, isOn])
  return { isReady, pose }
}

/** Moves a picture onto a canvas, which gets its size: a frame is taken from there. */
function show(canvas: HTMLCanvasElement, picture: ImageBitmap): void {
  // Setting a size, even the same, would clear it first.
  if (canvas.width !== picture.width) canvas.width = picture.width
  if (canvas.height !== picture.height) canvas.height = picture.height
  canvas.getContext('bitmaprenderer')?.transferFromImageBitmap(picture)
}

/** Has each new picture of a video looked at, also the one that a step or a jump in a clip at rest leads to. */
function watch(video: HTMLVideoElement, eyes: OpenEyes): () => void {
  let handle = 0
  const look = (): void => {
    eyes.look(video, video.paused ? 'still' : 'moving')
    handle = video.requestVideoFrameCallback(look)
  }
  const lookStill = (): void => eyes.look(video, 'still')
  handle = video.requestVideoFrameCallback(look)
  video.addEventListener('seeked', lookStill)
  video.addEventListener('pause', lookStill)
  // The first picture of a clip that does not play is there already.
  eyes.look(video, video.paused ? 'still' : 'moving')
  return () => {
    video.cancelVideoFrameCallback(handle)
    video.removeEventListener('seeked', lookStill)
    video.removeEventListener('pause', lookStill)
  }
}
