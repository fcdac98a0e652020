import type { CSSProperties, ReactNode } from 'react'
import { useStore } from 'zustand'
import type { PlanPreview } from '../../../app/domain/video/export-plan.ts'
import { useStudio } from '../../studio/studio-context.tsx'
import { clipChoices } from './clip-choices.ts'
import styles from './clip-export.module.css'

/** The mark where the plan lays it. */
export function MarkPreview({ box }: { readonly box: NonNullable<PlanPreview['outputs'][number]['mark']> }): ReactNode {
  const studio = useStudio()
  const { kind, text, logo, opacity } = useStore(clipChoices, (choices) => choices.mark)
  const style: CSSProperties = {
    left: `${100 * box.x}%`,
    top: `${100 * box.y}%`,
    width: `${100 * box.width}%`,
    height: `${100 * box.height}%`,
    opacity: opacity / 100,
  }
  if (kind === 'logo' && logo !== null) {
    return (
      <img
        className={styles.mark}
        style={style}
        src={studio.mediaUrl(logo.hash, 'large')}
        alt=""
        draggable={false}
        data-testid="mark-preview"
      />
    )
  }
  return (
    <svg
      className={styles.mark}
      style={style}
      viewBox="0 0 100 20"
      preserveAspectRatio="none"
      aria-hidden="true"
      data-testid="mark-preview"
    >
      <text x="0" y="16" fontSize="18" textLength="100" lengthAdjust="spacingAndGlyphs">
        {text}
      </text>
    </svg>
  )
}
