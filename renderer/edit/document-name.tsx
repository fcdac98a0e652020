import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './edit.module.css'
import { useEdit, useEditor } from './edit-context.tsx'

/** What the document is called; pressed, it can be named anew. */
export function DocumentName(): ReactNode {
  const { t } = useTranslation()
  const editor = useEditor()
  const name = useEdit((state) => state.document.name)
  const [typed, setTyped] = useState<string | null>(null)
  const commit = (): void => {
    const next = (typed ?? '').trim()
    setTyped(null)
    if (next !== '' && next !== name) editor.change([{ type: 'rename', name: next }])
  }
  if (typed === null) {
    return (
      <button
        type="button"
        className={styles.documentName}
        title={t('edit.renameDocument')}
        onClick={() => setTyped(name)}
        data-testid="document-name"
      >
        <bdi>{name}</bdi>
      </button>
    )
  }
  return (
    <input
      className={styles.naming}
      aria-label={t('edit.documentName')}
      value={typed}
      maxLength={200}
      dir="auto"
      // biome-ignore lint/a11y/noAutofocus: it takes the place of the name that was chosen to be changed.
      autoFocus
      onFocus={(event) => event.target.select()}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter') commit()
        else if (event.key === 'Escape') setTyped(null)
        else return
        event.stopPropagation()
      }}
    />
  )
}
