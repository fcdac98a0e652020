import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useMemo } from 'react'
import type { Asset } from '../../../app/domain/asset.ts'
import { useStudio } from '../../studio/studio-context.tsx'
import { FilmStrip } from './film-strip.tsx'
import styles from './transport.module.css'

const WAVE_POINTS = 400

/** The pictures of a clip over its time, and its sound below them. */
export function ClipTrack({ clip }: { readonly clip: Asset }): ReactNode {
  const hasSound = clip.clip !== null && clip.clip.sound !== null
  return (
    <>
      <span className={styles.film}>
        <FilmStrip clip={clip} count={24} testId="film-strip" />
      </span>
      {hasSound && <Wave clip={clip} />}
    </>
  )
}

function Wave({ clip }: { readonly clip: Asset }): ReactNode {
  const { client } = useStudio()
  const peaks = useQuery({
    queryKey: ['clips.wave', clip.hash],
    queryFn: ({ signal }) => client['clips.wave']({ assetId: clip.id, points: WAVE_POINTS }, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  }).data?.peaks
  const shape = useMemo(() => {
    if (peaks === undefined || peaks === null) return null
    const at = (i: number, peak: number, sign: number): string =>
      `${((100 * i) / (peaks.length - 1)).toFixed(2)} ${(10 + (sign * 9 * peak) / 255).toFixed(2)}`
    const over = peaks.map((peak, i) => at(i, peak, -1))
    const under = peaks.map((peak, i) => at(i, peak, 1)).toReversed()
    return `M${[...over, ...under].join('L')}Z`
  }, [peaks])
  if (shape === null) return null
  return (
    <svg className={styles.wave} viewBox="0 0 100 20" preserveAspectRatio="none" aria-hidden="true" data-testid="sound-wave">
      <path d={shape} />
    </svg>
  )
}
