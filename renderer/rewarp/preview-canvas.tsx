import { type ReactNode, useLayoutEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { RewarpFrame } from './messages.ts'
import styles from './rewarp.module.css'

interface PreviewCanvasProps {
  readonly frame: RewarpFrame
  /** Of the draft. */
  readonly size: { readonly width: number; readonly height: number }
}

/** A garment laid anew, in its place over the photo. */
export function PreviewCanvas({ frame, size }: PreviewCanvasProps): ReactNode {
  const { t } = useTranslation()
  const canvas = useRef<HTMLCanvasElement>(null)
  useLayoutEffect(() => {
    const element = canvas.current
    const context = element?.getContext('2d')
    if (element === null || context === null || context === undefined) return
    if (element.width !== frame.width || element.height !== frame.height) {
      element.width = frame.width
      element.height = frame.height
    }
    context.putImageData(new ImageData(new Uint8ClampedArray(frame.pixels), frame.width, frame.height), 0, 0)
    element.dataset['corrections'] = JSON.stringify(frame.order.corrections)
  }, [frame])
  const { x, y, width, height } = frame.area
  return (
    <canvas
      ref={canvas}
      role="img"
      aria-label={t('correction.preview')}
      className={styles.canvas}
      data-testid="rewarp-preview"
      style={{
        left: `${(100 * x) / size.width}%`,
        top: `${(100 * y) / size.height}%`,
        width: `${(100 * width) / size.width}%`,
        height: `${(100 * height) / size.height}%`,
      }}
    />
  )
}
