import { type RefObject, useEffect } from 'react'
import { frameAtSeconds, secondsInside } from './timecode.ts'
import { advanced, type Transport } from './transport.ts'
import { transport, transportStore } from './transport-store.ts'

/** Two takes may drift this far before the second one is put right. */
const MOST_DRIFT_FRAMES = 1.2

/**
 * Lets a player, and one beside it, follow the transport: forwards by the player's own clock, everything else frame by frame. The frame
 * that is shown is the one the player says it has drawn.
 */
export function useVideoDriver(first: RefObject<HTMLVideoElement | null>, second: RefObject<HTMLVideoElement | null>): void {
  useEffect(() => {
    const leader = first.current
    if (leader === null) return
    return drive({ leader, follower: () => second.current })
  }, [first, second])
}

interface Driven {
  readonly leader: HTMLVideoElement
  readonly follower: () => HTMLVideoElement | null
}

/** @returns ends it */
function drive({ leader, follower }: Driven): () => void {
  /** The frame the leader has told of itself: no reason to seek. */
  let told = -1
  let stepping = 0
  const both = (): HTMLVideoElement[] => [leader, follower()].filter((video) => video !== null)
  const seek = (frame: number, { rate }: Transport): void => {
    for (const video of both()) video.currentTime = secondsInside(frame, rate)
  }
  const playsItself = ({ pace }: Transport): boolean => pace > 0 && pace <= 4
  const follow = (now: Transport, before: Transport): void => {
    if (now.frame !== before.frame && now.frame !== told) seek(now.frame, now)
    told = -1
    if (now.pace === before.pace) return
    cancelAnimationFrame(stepping)
    for (const video of both()) {
      if (playsItself(now)) {
        video.playbackRate = now.pace
        // Refused while the file is still on its way, or when it went away: the transport says so by not moving.
        void video.play().catch(() => undefined)
      } else video.pause()
    }
    if (now.pace === 0 && before.pace !== 0) seek(now.frame, now)
    if (now.pace < 0) stepBack()
  }
  const stepBack = (): void => {
    let before = performance.now()
    stepping = requestAnimationFrame(function tick(at) {
      // The next picture is asked for when the last one is there.
      if (!leader.seeking) {
        transport((state) => advanced(state, at - before))
        before = at
      }
      stepping = requestAnimationFrame(tick)
    })
  }
  const hear = (mediaTime: number): void => {
    const { transport: now } = transportStore.getState()
    if (!playsItself(now) || leader.seeking) return
    const frame = Math.min(now.frames - 1, frameAtSeconds(mediaTime, now.rate))
    const isOver = frame >= now.outFrame
    if (frame < now.inFrame || frame > now.outFrame) transport((state) => ({ ...state, frame: state.inFrame, rest: 0 }))
    else if (isOver && !now.isLooping) transport((state) => ({ ...state, frame: state.outFrame, rest: 0, pace: 0 }))
    else {
      told = frame
      transport((state) => ({ ...state, frame, rest: 0 }))
    }
    const beside = follower()
    if (beside !== null && Math.abs(beside.currentTime - leader.currentTime) * (now.rate.num / now.rate.den) > MOST_DRIFT_FRAMES)
      beside.currentTime = leader.currentTime
  }
  let asked = leader.requestVideoFrameCallback(function drawn(_, { mediaTime }) {
    hear(mediaTime)
    asked = leader.requestVideoFrameCallback(drawn)
  })
  const end = (): void => {
    const { transport: now } = transportStore.getState()
    if (now.pace <= 0) return
    if (!now.isLooping) transport((state) => ({ ...state, frame: state.outFrame, rest: 0, pace: 0 }))
    else {
      transport((state) => ({ ...state, frame: state.inFrame, rest: 0 }))
      for (const video of both()) void video.play().catch(() => undefined)
    }
  }
  leader.addEventListener('ended', end)
  const stop = transportStore.subscribe(({ transport: now, of }, before) => {
    if (of === before.of && now !== before.transport) follow(now, before.transport)
  })
  seek(transportStore.getState().transport.frame, transportStore.getState().transport)
  return () => {
    stop()
    cancelAnimationFrame(stepping)
    leader.removeEventListener('ended', end)
    leader.cancelVideoFrameCallback(asked)
    for (const video of both()) video.pause()
  }
}
