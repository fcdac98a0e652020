import { Pencil, RotateCcw, Trash2 } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../language/use-format.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { NameInput } from '../../ui/name-input.tsx'
import { Num } from '../../ui/num.tsx'
import { useEditor } from '../edit-context.tsx'
import { useVersionActions, useVersions } from '../queries.ts'
import styles from './history.module.css'

/** Versions with their names: save one, bring one back as a step, name it anew, forget it. */
export function VersionList(): ReactNode {
  const { t } = useTranslation()
  const editor = useEditor()
  const format = useFormat()
  const versions = useVersions(editor.id).data?.versions ?? []
  const actions = useVersionActions(editor.id)
  const [renamed, setRenamed] = useState<string | null>(null)
  return (
    <>
      {versions.length === 0 && <p className={styles.hint}>{t('edit.noVersions')}</p>}
      <ul>
        {versions.map(({ id, name, at }) => (
          <li key={id} className={styles.version} data-testid="version">
            {renamed === id ? (
              <NameInput
                className={styles.naming}
                label={t('edit.versionName')}
                name={name}
                onEnd={(next) => {
                  setRenamed(null)
                  if (next !== null) actions.rename(id, next)
                }}
              />
            ) : (
              <>
                <span className={styles.versionName}>
                  <bdi>{name}</bdi>
                  <Num>{format.moment(at)}</Num>
                </span>
                <IconButton
                  label={t('edit.restoreVersion', { name })}
                  onClick={() => editor.line.restore(id)}
                  data-testid="restore-version"
                >
                  <RotateCcw size={16} />
                </IconButton>
                <IconButton label={t('edit.renameVersion', { name })} onClick={() => setRenamed(id)}>
                  <Pencil size={16} />
                </IconButton>
                <IconButton label={t('edit.deleteVersion', { name })} onClick={() => actions.forget(id)}>
                  <Trash2 size={16} />
                </IconButton>
              </>
            )}
          </li>
        ))}
      </ul>
      <Button
        kind="line"
        className={styles.save}
        onClick={() => actions.save(t('edit.versionN', { n: versions.length + 1 }))}
        data-testid="save-version"
      >
        {t('edit.saveVersion')}
      </Button>
    </>
  )
}
