import { type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { announce } from '../frame/announcer.tsx'
import { strokesOf } from '../rewarp/strokes-of.ts'
import type { CorrectionView } from '../rewarp/use-corrections.ts'
import styles from './brush.module.css'
import { brushStore, opposite } from './brush-store.ts'
import { useBrushGesture } from './use-brush-gesture.ts'
import { useMaskCanvas } from './use-mask-canvas.ts'

interface BrushSurfaceProps {
  /** Of the picture that is painted on. */
  readonly size: { readonly width: number; readonly height: number }
  /** Screen pixels for one of the picture. */
  readonly scale: number
  readonly correction: CorrectionView
  /** The garment that is brushed, by its place in the wearing order, and how many there are. */
  readonly garment: { readonly index: number; readonly count: number }
}

/** A picture to paint on: the mask over it, in red, and the brush as a ring. */
export function BrushSurface({ size, scale, correction, garment }: BrushSurfaceProps): ReactNode {
  const { t } = useTranslation()
  const help = useId()
  const { mask, width, hardness, mode, isMaskShown } = useStore(brushStore)
  const isAltHeld = useAltKey()
  const surface = useRef<HTMLDivElement>(null)
  const ring = useRef<HTMLSpanElement>(null)
  const { frame, settled, strokes } = correction
  const overlay = useMaskCanvas(frame, { mask, garment: garment.index, strokes: strokesOf(settled) })
  // A cut-out is one garment's; what is taken off, and the arms, belong to the half of the body that it goes on.
  const owner = mask === 'garment' || (garment.count > 1 && (mask === 'old-garment' || mask === 'arms')) ? garment.index : null
  const gesture = useBrushGesture(surface, size, {
    follow(path, from) {
      const isKept = strokes.follow({ ...path, mask, garment: owner })
      if (isKept) overlay.follow(path, from)
      else announce(t('brush.full'))
      return isKept
    },
    finish(path) {
      announce(t(strokes.finish({ ...path, mask, garment: owner }) ? 'brush.done' : 'brush.full'))
      overlay.drop()
    },
    giveUp() {
      overlay.drop()
      strokes.giveUp()
    },
    moveRing([x, y]) {
      if (ring.current !== null) Object.assign(ring.current.style, { left: `${100 * x}%`, top: `${100 * y}%` })
    },
  })
  const area = frame?.mask?.area ?? { x: 0, y: 0, width: 1, height: 1 }
  const diameter = width * Math.max(size.width, size.height) * scale
  return (
    <div
      ref={surface}
      className={styles.surface}
      role="application"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the brush is moved by keys, too.
      tabIndex={0}
      aria-label={t('brush.surface', { mask: t(`brush.mask.${mask}`) })}
      aria-describedby={help}
      data-testid="brush-surface"
      data-mode={isAltHeld ? opposite(mode) : mode}
      {...gesture}
    >
      <p id={help} className="visually-hidden">
        {t('brush.keys')}
      </p>
      <canvas
        ref={overlay.canvas}
        className={styles.mask}
        hidden={!isMaskShown}
        aria-hidden
        data-testid="brush-mask"
        data-mask={frame?.order.mask ?? undefined}
        style={{ left: `${100 * area.x}%`, top: `${100 * area.y}%`, width: `${100 * area.width}%`, height: `${100 * area.height}%` }}
      />
      <span ref={ring} className={styles.ring} aria-hidden data-testid="brush-ring" style={{ width: diameter, height: diameter }}>
        <span className={styles.core} style={{ width: `${100 * hardness}%`, height: `${100 * hardness}%` }} />
      </span>
    </div>
  )
}

function useAltKey(): boolean {
  const [isHeld, setHeld] = useState(false)
  useEffect(() => {
    const note = (event: KeyboardEvent): void => {
      // The menu bar of a window would take the focus.
      if (event.key === 'Alt') event.preventDefault()
      setHeld(event.altKey)
    }
    const drop = (): void => setHeld(false)
    addEventListener('keydown', note)
    addEventListener('keyup', note)
    addEventListener('blur', drop)
    return () => {
      removeEventListener('keydown', note)
      removeEventListener('keyup', note)
      removeEventListener('blur', drop)
    }
  }, [])
  return isHeld
}
