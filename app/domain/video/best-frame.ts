import type { SubjectSample } from './subject-track.ts'

export interface BestFrame {
  /** From the first exported frame. */
  readonly ms: number
  /** Counted from 0 at the rate of the outputs. */
  readonly frame: number
}

/**
 * The frame that stands for a clip: sharp, with a face and as much of the body as any. Where nobody was looked for, the one at a
 * third of the clip.
 */
export function bestFrame(samples: readonly SubjectSample[], clip: { readonly durationMs: number; readonly rate: number }): BestFrame {
  const most = Math.max(1e-9, ...samples.map(({ sharpness }) => sharpness))
  const scoreOf = ({ sharpness, subject }: SubjectSample): number =>
    0.45 * (sharpness / most) + 0.3 * (subject?.faceSeen ?? 0) + 0.25 * (subject?.bodySeen ?? 0)
  const best = samples.reduce<SubjectSample | null>(
    (found, each) => (found === null || scoreOf(each) > scoreOf(found) ? each : found),
    null,
  )
  const last = Math.max(0, Math.round((clip.durationMs * clip.rate) / 1000) - 1)
  const frame = Math.min(last, Math.round(((best?.ms ?? clip.durationMs / 3) * clip.rate) / 1000))
  return { ms: (frame * 1000) / clip.rate, frame }
}
