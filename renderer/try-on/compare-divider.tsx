import { ChevronsLeftRight } from 'lucide-react'
import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './stage.module.css'

interface CompareDividerProps {
  /** Share of the picture, from its left, that shows the photo before. */
  readonly share: number
  /** Where the knob is, in screen pixels from the top of the picture: in the middle of what is seen. */
  readonly knobPx: number
  readonly onChange: (share: number) => void
}

const clamp = (share: number): number => Math.min(1, Math.max(0, share))

/** The line between before and after: dragged by the pointer, moved by arrow keys, 1 % a press, 10 % with Shift. */
export function CompareDivider({ share, knobPx, onChange }: CompareDividerProps): ReactNode {
  const { t } = useTranslation()
  const isHeld = useRef(false)
  const move = (event: PointerEvent<HTMLElement>): void => {
    const box = event.currentTarget.parentElement?.getBoundingClientRect()
    if (box !== undefined) onChange(clamp((event.clientX - box.left) / box.width))
  }
  const press = (event: KeyboardEvent): void => {
    const step = event.shiftKey ? 0.1 : 0.01
    const next = { ArrowLeft: share - step, ArrowRight: share + step, Home: 0, End: 1 }[event.key]
    if (next === undefined) return
    event.preventDefault()
    onChange(clamp(next))
  }
  return (
    <div
      className={styles.line}
      style={{ insetInlineStart: `${share * 100}%` }}
      role="slider"
      tabIndex={0}
      aria-label={t('view.divider')}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(share * 100)}
      aria-orientation="horizontal"
      data-testid="divider"
      onKeyDown={press}
      onPointerDown={(event) => {
        event.stopPropagation()
        event.currentTarget.setPointerCapture(event.pointerId)
        isHeld.current = true
      }}
      onPointerMove={(event) => {
        if (isHeld.current) move(event)
      }}
      onPointerUp={() => {
        isHeld.current = false
      }}
    >
      <span className={styles.knob} style={{ insetBlockStart: knobPx }}>
        <ChevronsLeftRight size={16} aria-hidden />
      </span>
    </div>
  )
}
