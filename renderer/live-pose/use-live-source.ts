import { type RefObject, useCallback, useEffect, useReducer } from 'react'
import { useHost } from '../studio/queries.ts'
import { useStudio } from '../studio/studio-context.tsx'
import { openCamera, problemOf, stopStream } from './camera.ts'
import { isRunning, type LiveSource, type LiveState, nextState, OFF } from './live-state.ts'

export interface LiveControls {
  readonly state: LiveState
  choose(source: LiveSource): void
  stop(): void
  /** What sees poses could not be loaded, or broke. */
  loseEyes(): void
}

/**
 * Shows a camera or a clip in a video element, and closes whatever it opened: when another source is chosen, when it is
 * stopped, when the page is hidden, and when the view goes.
 */
export function useLiveSource(video: RefObject<HTMLVideoElement | null>): LiveControls {
  const [state, dispatch] = useReducer(nextState, OFF)
  const guardCamera = useCameraGuard()
  const source = isRunning(state) ? state.source : null
  useEffect(() => {
    const element = video.current
    if (source === null || element === null) return
    const fail = (problem: ReturnType<typeof problemOf>): void => dispatch({ type: 'failed', source, problem })
    const onShown = (): void =>
      // A file with sound only loads as well.
      element.videoWidth > 0
        ? dispatch({ type: 'shown', source, width: element.videoWidth, height: element.videoHeight })
        : fail('clip-unplayable')
    element.addEventListener('loadeddata', onShown)
    // A camera that is turned on its side gives pictures of another size.
    element.addEventListener('resize', onShown)
    const close =
      source.kind === 'camera' ? showCamera(element, source.deviceId, { fail, guardCamera }) : showClip(element, source.file, fail)
    return () => {
      element.removeEventListener('loadeddata', onShown)
      element.removeEventListener('resize', onShown)
      close()
    }
  }, [source, video, guardCamera])
  useEffect(() => {
    const hide = (): void => {
      if (document.visibilityState === 'hidden') dispatch({ type: 'hidden' })
    }
    document.addEventListener('visibilitychange', hide)
    return () => document.removeEventListener('visibilitychange', hide)
  }, [])
  const loseEyes = useCallback(() => {
    if (source !== null) dispatch({ type: 'failed', source, problem: 'eyes-unloadable' })
  }, [source])
  return {
    state,
    choose: useCallback((next: LiveSource) => dispatch({ type: 'chosen', source: next }), []),
    stop: useCallback(() => dispatch({ type: 'stopped' }), []),
    loseEyes,
  }
}

type Fail = (problem: ReturnType<typeof problemOf>) => void
type GuardCamera = (isWanted: boolean) => Promise<void>

function showCamera(
  element: HTMLVideoElement,
  deviceId: string | null,
  { fail, guardCamera }: { readonly fail: Fail; readonly guardCamera: GuardCamera },
): () => void {
  let isOver = false
  let opened: MediaStream | undefined
  const open = async (): Promise<void> => {
    await guardCamera(true)
    const stream = await openCamera(deviceId)
    // It may have been put away while the person was asked.
    if (isOver) {
      stopStream(stream)
      return
    }
    opened = stream
    for (const track of stream.getVideoTracks()) track.addEventListener('ended', () => fail('camera-lost'))
    element.srcObject = stream
    await element.play()
  }
  open().catch((thrown: unknown) => {
    if (!isOver) fail(problemOf(thrown))
  })
  return () => {
    isOver = true
    element.pause()
    element.srcObject = null
    if (opened !== undefined) stopStream(opened)
    // A window that is gone has taken it back by itself.
    guardCamera(false).catch(() => undefined)
  }
}

function showClip(element: HTMLVideoElement, file: File, fail: Fail): () => void {
  const url = URL.createObjectURL(file)
  const onError = (): void => fail('clip-unplayable')
  element.addEventListener('error', onError)
  element.loop = true
  element.src = url
  // Who wants less motion begins with the first picture and plays by hand.
  if (!matchMedia('(prefers-reduced-motion: reduce)').matches) element.play().catch(() => undefined)
  return () => {
    element.removeEventListener('error', onError)
    element.pause()
    element.removeAttribute('src')
    element.load()
    URL.revokeObjectURL(url)
  }
}

/** A window gives its page the camera only while somebody is said to want it. */
function useCameraGuard(): GuardCamera {
  const { desktop } = useStudio()
  const isGuarded = useHost().data?.capabilities.guardsCamera ?? false
  return useCallback(
    async (isWanted) => {
      if (isGuarded) await desktop['host.use-camera']({ isWanted })
    },
    [desktop, isGuarded],
  )
}
