import clsx from 'clsx'
import { type DragEvent, type KeyboardEvent, type ReactNode, useRef, useState } from 'react'
import styles from './slots.module.css'

interface DropZoneProps {
  readonly onFiles: (files: readonly File[]) => void
  readonly className?: string | undefined
  readonly testId: string
  /** What a press does instead of opening the file dialog. */
  readonly onPress?: (() => void) | undefined
  /** Of several places, the one that is meant. */
  readonly isCurrent?: boolean
  readonly onKeyDown?: (event: KeyboardEvent) => void
  readonly children: ReactNode
}

/** Types a file dialog offers; what a file really is gets decided by its content. */
const ACCEPT = 'image/*,.heic,.heif'

/** A place that takes dropped files, and opens the file dialog when pressed. */
export function DropZone({ onFiles, className, testId, onPress, isCurrent, onKeyDown, children }: DropZoneProps): ReactNode {
  const input = useRef<HTMLInputElement>(null)
  const [isOver, setOver] = useState(false)
  const take = (files: FileList | null): void => {
    if (files !== null && files.length > 0) onFiles([...files])
  }
  return (
    <>
      <button
        type="button"
        className={clsx(className, isOver && styles.over)}
        data-testid={testId}
        aria-current={isCurrent}
        onKeyDown={onKeyDown}
        onClick={() => (onPress === undefined ? input.current?.click() : onPress())}
        onDragOver={(event: DragEvent) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event: DragEvent) => {
          event.preventDefault()
          event.stopPropagation()
          setOver(false)
          take(event.dataTransfer.files)
        }}
      >
        {children}
      </button>
      <input
        ref={input}
        type="file"
        accept={ACCEPT}
        multiple
        hidden
        data-testid={`${testId}-input`}
        onChange={(event) => {
          take(event.target.files)
          // The same file may be chosen again.
          event.target.value = ''
        }}
      />
    </>
  )
}
