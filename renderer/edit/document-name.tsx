import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { NameInput } from '../ui/name-input.tsx'
import styles from './edit.module.css'
import { useEdit, useEditor } from './edit-context.tsx'

/** What the document is called; pressed, it can be named anew. */
export function DocumentName(): ReactNode {
  const { t } = useTranslation()
  const editor = useEditor()
  const name = useEdit((state) => state.document.name)
  const [isNaming, setNaming] = useState(false)
  if (isNaming) {
    return (
      <NameInput
        className={styles.naming}
        label={t('edit.documentName')}
        name={name}
        onEnd={(next) => {
          setNaming(false)
          if (next !== null) editor.change([{ type: 'rename', name: next }])
        }}
      />
    )
  }
  return (
    <button
      type="button"
      className={styles.documentName}
      title={t('edit.renameDocument')}
      onClick={() => setNaming(true)}
      data-testid="document-name"
    >
      <bdi>{name}</bdi>
    </button>
  )
}
