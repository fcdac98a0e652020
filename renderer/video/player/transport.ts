import type { FrameRate } from '../../../app/domain/director/frame-rate.ts'

/** Where playing stands. Frames are whole and count from 0; `inFrame` and `outFrame` are both shown. */
export interface Transport {
  readonly frames: number
  readonly rate: FrameRate
  readonly frame: number
  /** Part of a frame that has gone by since `frame`, -1..1. */
  readonly rest: number
  /** Times the clip's own pace, below 0 backwards; 0 stands still. */
  readonly pace: number
  /** The pace that play takes. */
  readonly speed: number
  readonly isLooping: boolean
  readonly inFrame: number
  readonly outFrame: number
}

export const SPEEDS = [0.25, 0.5, 1, 1.5, 2] as const
/** J and L double the pace up to this. */
const FASTEST = 4

export function newTransport(frames: number, rate: FrameRate): Transport {
  return { frames, rate, frame: 0, rest: 0, pace: 0, speed: 1, isLooping: true, inFrame: 0, outFrame: frames - 1 }
}

/** The same transport over a clip of another length or rate: it stays at the same part of the clip. */
export function overClip(transport: Transport, frames: number, rate: FrameRate): Transport {
  const { num, den } = transport.rate
  if (transport.frames === frames && num === rate.num && den === rate.den) return transport
  const share = transport.frames > 1 ? transport.frame / (transport.frames - 1) : 0
  return { ...transport, frames, rate, inFrame: 0, outFrame: frames - 1, frame: Math.round(share * (frames - 1)), rest: 0 }
}

export function seeked(transport: Transport, frame: number): Transport {
  return { ...transport, frame: within(Math.round(frame), 0, transport.frames - 1), rest: 0 }
}

/** Frame by frame; playing stops. */
export function stepped(transport: Transport, by: number): Transport {
  return { ...seeked(transport, transport.frame + by), pace: 0 }
}

/** Play or pause. Play at the end begins again. */
export function toggled(transport: Transport): Transport {
  if (transport.pace !== 0) return { ...transport, pace: 0, rest: 0 }
  const isAtEnd = transport.frame >= transport.outFrame || transport.frame < transport.inFrame
  return { ...transport, pace: transport.speed, frame: isAtEnd ? transport.inFrame : transport.frame, rest: 0 }
}

/** J, K and L of editing desks: each press that way again doubles the pace, the first the other way turns it. */
export function shuttled(transport: Transport, way: 'back' | 'stop' | 'forward'): Transport {
  if (way === 'stop') return { ...transport, pace: 0, rest: 0 }
  const sign = way === 'forward' ? 1 : -1
  const pace = Math.sign(transport.pace) === sign ? within(2 * transport.pace, -FASTEST, FASTEST) : sign
  const from = sign > 0 && transport.frame >= transport.outFrame ? transport.inFrame : transport.frame
  const frame = sign < 0 && transport.frame <= transport.inFrame ? transport.outFrame : from
  return { ...transport, pace, frame, rest: 0 }
}

/** As time goes by. At the end it begins again, or stops there. */
export function advanced(transport: Transport, elapsedMs: number): Transport {
  const { pace, rate, inFrame, outFrame, isLooping } = transport
  if (pace === 0) return transport
  const exact = transport.frame + transport.rest + (pace * elapsedMs * rate.num) / (1000 * rate.den)
  const span = outFrame - inFrame + 1
  const isOver = pace > 0 ? exact >= outFrame + 1 : exact < inFrame
  if (isOver && !isLooping) return { ...transport, frame: pace > 0 ? outFrame : inFrame, rest: 0, pace: 0 }
  const looped = isOver ? inFrame + ((((exact - inFrame) % span) + span) % span) : exact
  const frame = Math.floor(looped + 1e-9)
  return { ...transport, frame, rest: looped - frame }
}

/** Sets where playing begins: here. What would end before it begins goes on to the end. */
export function withIn(transport: Transport, frame = transport.frame): Transport {
  const inFrame = within(frame, 0, transport.frames - 1)
  return { ...transport, inFrame, outFrame: transport.outFrame < inFrame ? transport.frames - 1 : transport.outFrame }
}

export function withOut(transport: Transport, frame = transport.frame): Transport {
  const outFrame = within(frame, 0, transport.frames - 1)
  return { ...transport, outFrame, inFrame: transport.inFrame > outFrame ? 0 : transport.inFrame }
}

/** While it plays, another speed counts at once. */
export function withSpeed(transport: Transport, speed: number): Transport {
  return { ...transport, speed, pace: transport.pace === 0 ? 0 : speed }
}

const within = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value))
