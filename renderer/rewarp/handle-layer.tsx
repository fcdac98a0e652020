import clsx from 'clsx'
import { type ReactNode, useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { Corrections } from '../../app/domain/corrections.ts'
import { handleName } from './handle-name.ts'
import type { Handle } from './messages.ts'
import { isMoved } from './move-handle.ts'
import styles from './rewarp.module.css'
import type { HandleMoves } from './use-corrections.ts'
import { useHandleGesture } from './use-handle-gesture.ts'

interface HandleLayerProps {
  readonly handles: readonly Handle[]
  readonly corrections: Corrections
  readonly size: { readonly width: number; readonly height: number }
  /** Screen pixels for one of the draft. */
  readonly scale: number
  readonly moves: HandleMoves
}

/** Points over a picture that can be dragged, or moved by keys. */
export function HandleLayer({ handles, corrections, size, scale, moves }: HandleLayerProps): ReactNode {
  const { t } = useTranslation()
  const help = useId()
  return (
    // biome-ignore lint/a11y/useSemanticElements: points on a picture are no fieldset of a form.
    <div className={styles.handles} role="group" aria-label={t('correction.points')} data-testid="handles">
      <p id={help} className="visually-hidden">
        {t('correction.help')}
      </p>
      {handles.map((handle) => (
        <HandleButton
          key={`${handle.kind} ${handle.name}`}
          handle={handle}
          isMoved={isMoved(corrections, handle)}
          size={size}
          scale={scale}
          moves={moves}
          help={help}
        />
      ))}
    </div>
  )
}

interface HandleButtonProps extends Pick<HandleLayerProps, 'size' | 'scale' | 'moves'> {
  readonly handle: Handle
  readonly isMoved: boolean
  readonly help: string
}

function HandleButton({ handle, isMoved: moved, size, scale, moves, help }: HandleButtonProps): ReactNode {
  const { t } = useTranslation()
  const gesture = useHandleGesture(handle, scale, moves)
  const name = handleName(t, handle)
  return (
    <button
      type="button"
      className={clsx(styles.handle, handle.kind === 'joint' ? styles.joint : styles.anchor)}
      style={{ left: `${(100 * handle.x) / size.width}%`, top: `${(100 * handle.y) / size.height}%` }}
      data-moved={moved}
      data-guessed={handle.isGuessed}
      data-testid={`handle-${handle.name}`}
      aria-label={moved ? t('correction.movedPoint', { point: name }) : name}
      aria-describedby={help}
      title={name}
      {...gesture}
    />
  )
}
