import { type ReactNode, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useSpaceKey } from '../../canvas/use-space-key.ts'
import { useEdit, useEditor, useStage } from '../edit-context.tsx'
import type { Spot } from '../tools/tool.ts'
import { CompareLayer } from './compare-layer.tsx'
import { panesOf } from './shown.ts'
import styles from './stage.module.css'
import { listenToHand } from './stage-hand.ts'
import { useStageKeys } from './use-stage-keys.ts'

interface StageViewProps {
  readonly onPicked: (colour: string | null) => void
  readonly onPlace: (at: Spot) => void
}

/** The picture that is worked on. React only gives the place; what is seen there is painted by `Stage`. */
export function StageView({ onPicked, onPlace }: StageViewProps): ReactNode {
  const { t } = useTranslation()
  const stage = useStage()
  const editor = useEditor()
  const tool = useEdit((state) => state.tool)
  const panes = useEdit((state) => (state.compare === 'slider' ? 1 : Math.max(1, panesOf(state).length)))
  const isSpaceHeld = useSpaceKey()
  const window = useRef<HTMLDivElement>(null)
  const scene = useRef<HTMLCanvasElement>(null)
  const overlay = useRef<HTMLCanvasElement>(null)
  const ground = useRef<HTMLDivElement>(null)
  const latest = useRef({ isSpaceHeld, onPicked, onPlace })
  useEffect(() => {
    latest.current = { isSpaceHeld, onPicked, onPlace }
  })
  const onKeyDown = useStageKeys(onPlace)
  useEffect(() => {
    const [element, below, above, behind] = [window.current, scene.current, overlay.current, ground.current]
    if (element === null || below === null || above === null || behind === null) return
    stage.attach({ scene: below, overlay: above, ground: behind })
    const observer = new ResizeObserver(([entry]) => {
      if (entry !== undefined) stage.setWindow({ width: entry.contentRect.width, height: entry.contentRect.height })
    })
    observer.observe(element)
    const stop = listenToHand(
      element,
      { stage, editor },
      {
        isSpaceHeld: () => latest.current.isSpaceHeld,
        onPicked: (colour) => latest.current.onPicked(colour),
        onPlace: (at) => latest.current.onPlace(at),
      },
    )
    return () => {
      observer.disconnect()
      stop()
    }
  }, [stage, editor])
  return (
    // biome-ignore lint/a11y/useSemanticElements: a canvas to work on is no fieldset.
    <div
      ref={window}
      className={styles.window}
      dir="ltr"
      data-canvas
      data-tool={isSpaceHeld ? 'hand' : tool}
      role="group"
      aria-label={t('edit.stage')}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the keys move what is selected on it.
      tabIndex={0}
      onKeyDown={onKeyDown}
      data-testid="edit-stage"
    >
      <div ref={ground} className={styles.ground} />
      {Array.from({ length: panes - 1 }, (_, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the pane is its place.
        <div key={i} className={styles.ground} ref={(element) => stage.attachGround(i + 1, element)} />
      ))}
      <canvas ref={scene} className={styles.canvas} data-testid="edit-scene" />
      <canvas ref={overlay} className={styles.canvas} />
      <CompareLayer />
    </div>
  )
}
