import { Copy } from 'lucide-react'
import type { CSSProperties, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { announce } from '../../frame/announcer.tsx'
import { Button } from '../../ui/button.tsx'
import styles from '../edit.module.css'
import { useEdit, useEditor } from '../edit-context.tsx'
import { selectedLayer } from '../session/editor.ts'

/** The colour that was picked: copy it, or give it to what is worked on. */
export function EyedropperOptions(): ReactNode {
  const { t } = useTranslation()
  const editor = useEditor()
  const picked = useEdit((state) => state.picked)
  const layer = useEdit(selectedLayer)
  if (picked === null) return <span className={styles.note}>{t('edit.pickHint')}</span>
  const canTake =
    layer !== null && !layer.locked && (layer.kind === 'text' || (layer.kind === 'background' && layer.fill.kind === 'colour'))
  const give = (): void => {
    if (layer?.kind === 'text') editor.change([{ type: 'set-layer', layerId: layer.id, patch: { colour: picked } }])
    else if (layer?.kind === 'background')
      editor.change([{ type: 'set-layer', layerId: layer.id, patch: { fill: { kind: 'colour', colour: picked } } }])
  }
  return (
    <>
      <span className={styles.swatch} style={{ background: picked } as CSSProperties} aria-hidden />
      <span dir="ltr" data-testid="picked">
        {picked}
      </span>
      <Button kind="quiet" onClick={() => void navigator.clipboard.writeText(picked).then(() => announce(t('edit.copied')))}>
        <Copy size={16} aria-hidden />
        {t('edit.copy')}
      </Button>
      {canTake && (
        <Button kind="quiet" onClick={give}>
          {t('edit.giveColour', { name: layer.name })}
        </Button>
      )}
    </>
  )
}
