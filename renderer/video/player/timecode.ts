import { type FrameRate, secondsAt } from '../../../app/domain/director/frame-rate.ts'

/** A place in a clip as `mm:ss:ff`: minutes, seconds, frames of the second. Rates that are no whole number count by the next one. */
export function timecode(frame: number, rate: FrameRate): string {
  const perSecond = Math.max(1, Math.ceil(rate.num / rate.den))
  const whole = Math.max(0, Math.round(frame))
  const seconds = Math.floor(whole / perSecond)
  return [Math.floor(seconds / 60), seconds % 60, whole % perSecond].map(two).join(':')
}

/** The frame that is meant by `mm:ss:ff`, `ss:ff` or `ff`; null for anything else. */
export function parseTimecode(text: string, rate: FrameRate): number | null {
  const parts = text.trim().split(/[:.;]/)
  if (parts.length > 3 || parts.some((part) => !/^\d{1,4}$/.test(part))) return null
  const perSecond = Math.max(1, Math.ceil(rate.num / rate.den))
  const [frames = 0, seconds = 0, minutes = 0] = parts.map(Number).toReversed()
  return (minutes * 60 + seconds) * perSecond + frames
}

/** Where a player has to be for a frame to be shown: in its middle, since its first moment may round to the one before. */
export function secondsInside(frame: number, rate: FrameRate): number {
  return secondsAt(frame + 0.5, rate)
}

/** The frame that is shown at a time a player names, which is that of the frame's beginning. */
export function frameAtSeconds(seconds: number, { num, den }: FrameRate): number {
  return Math.max(0, Math.floor((seconds * num) / den + 0.01))
}

const two = (value: number): string => String(value).padStart(2, '0')
