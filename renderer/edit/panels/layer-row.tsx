import clsx from 'clsx'
import { Eye, EyeOff, Lock, LockOpen } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Layer } from '../../../app/domain/document/layer.ts'
import type { RowDrag } from '../../try-on/use-row-drag.ts'
import { IconButton } from '../../ui/button.tsx'
import { NameInput } from '../../ui/name-input.tsx'
import { useEditor } from '../edit-context.tsx'
import { remove, reorder, selectNext, toggle } from '../session/layer-actions.ts'
import { LayerThumb } from './layer-thumb.tsx'
import styles from './layers.module.css'
import { useLayerFact } from './use-layer-fact.ts'

interface LayerRowProps {
  readonly layer: Layer
  /** From the top. */
  readonly index: number
  readonly isSelected: boolean
  readonly drag: RowDrag
}

/** One layer: choose it, name it, order it by dragging or by Alt and the arrows, hide it, lock it. */
export function LayerRow({ layer, index, isSelected, drag }: LayerRowProps): ReactNode {
  const { t } = useTranslation()
  const editor = useEditor()
  const [isNaming, setNaming] = useState(false)
  const fact = useLayerFact(layer)
  const press = (event: KeyboardEvent<HTMLButtonElement>): void => {
    const step = event.key === 'ArrowUp' ? 1 : event.key === 'ArrowDown' ? -1 : null
    if (step !== null && event.altKey) reorder(editor, step)
    else if (step !== null) {
      selectNext(editor, step)
      const rows = event.currentTarget.closest('ul')?.querySelectorAll<HTMLElement>('[data-row]')
      rows?.[index - step]?.focus()
    } else if (event.key === 'F2') setNaming(true)
    else if (event.key === 'Delete' || event.key === 'Backspace') remove(editor)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <li
      className={clsx(styles.row, isSelected && styles.selected, !layer.visible && styles.hidden, drag.over === index && styles.over)}
      draggable={!isNaming}
      data-testid="layer"
      {...drag.handlers(index, layer.name)}
    >
      <IconButton
        label={t(layer.visible ? 'edit.hide' : 'edit.show', { name: layer.name })}
        aria-pressed={!layer.visible}
        onClick={() => toggle(editor, layer.id, 'visible')}
        data-testid="layer-eye"
      >
        {layer.visible ? <Eye size={16} /> : <EyeOff size={16} />}
      </IconButton>
      <LayerThumb layer={layer} />
      {isNaming ? (
        <NameInput
          className={styles.naming}
          label={t('edit.layerName')}
          name={layer.name}
          onEnd={(name) => {
            setNaming(false)
            if (name !== null) editor.change([{ type: 'set-layer', layerId: layer.id, patch: { name } }])
          }}
        />
      ) : (
        <button
          type="button"
          className={styles.name}
          aria-pressed={isSelected}
          data-row
          onClick={() => editor.store.setState({ selected: layer.id })}
          onDoubleClick={() => setNaming(true)}
          onKeyDown={press}
          data-testid="layer-name"
        >
          <bdi>{layer.name}</bdi>
          <small>{fact}</small>
        </button>
      )}
      <IconButton
        className={clsx(!layer.locked && styles.quiet)}
        label={t(layer.locked ? 'edit.unlock' : 'edit.lock', { name: layer.name })}
        aria-pressed={layer.locked}
        onClick={() => toggle(editor, layer.id, 'locked')}
      >
        {layer.locked ? <Lock size={16} /> : <LockOpen size={16} />}
      </IconButton>
    </li>
  )
}
