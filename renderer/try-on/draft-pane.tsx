import clsx from 'clsx'
import type { ReactNode } from 'react'
import { useSpaceKey } from '../canvas/use-space-key.ts'
import type { ViewportControls } from '../canvas/use-viewport.ts'
import styles from './stage.module.css'

interface DraftPaneProps {
  readonly controls: ViewportControls
  readonly size: { readonly width: number; readonly height: number }
  /** Name for screen readers. */
  readonly label: string
  readonly testId: string
  /** What lies on the picture, in its place and size. */
  readonly children: ReactNode
  /** Small plates at the edges of the pane. */
  readonly plates?: ReactNode
}

/** A window onto a picture. With the space bar held every drag pans, whatever lies under the pointer. */
export function DraftPane({ controls, size, label, testId, children, plates }: DraftPaneProps): ReactNode {
  const isSpaceHeld = useSpaceKey()
  const { viewport, onPointerDown, onPointerMove, onPointerUp, onPointerCancel } = controls
  const place = {
    width: size.width * viewport.scale,
    height: size.height * viewport.scale,
    transform: `translate(${viewport.x}px, ${viewport.y}px)`,
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a canvas to pan and zoom is no fieldset.
    <div
      ref={controls.windowRef}
      className={clsx(styles.window, isSpaceHeld && styles.panning)}
      dir="ltr"
      data-canvas
      role="group"
      aria-label={label}
      data-testid={testId}
      onPointerDownCapture={(event) => {
        if (!isSpaceHeld) return
        event.stopPropagation()
        onPointerDown(event)
      }}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={onPointerCancel}
      onDoubleClick={controls.isFit ? controls.toFill : controls.toFit}
    >
      <div className={styles.picture} style={place}>
        {children}
      </div>
      {plates}
    </div>
  )
}
