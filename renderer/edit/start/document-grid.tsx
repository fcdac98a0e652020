import { FileImage, Trash2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { StudioError } from '../../../app/domain/errors.ts'
import type { DocumentId } from '../../../app/domain/ids.ts'
import { reportProblem } from '../../frame/problem-store.ts'
import { go } from '../../frame/route.ts'
import { useFormat } from '../../language/use-format.ts'
import { useStudio } from '../../studio/studio-context.tsx'
import { Button, IconButton } from '../../ui/button.tsx'
import { Num } from '../../ui/num.tsx'
import { remember } from '../../undo/undo-store.ts'
import { useDocuments } from '../queries.ts'
import styles from './start.module.css'

/** Documents that were worked on, the latest first. */
export function DocumentGrid(): ReactNode {
  const { t } = useTranslation()
  const studio = useStudio()
  const format = useFormat()
  const list = useDocuments()
  const documents = list.data?.pages.flatMap((page) => page.documents) ?? []
  if (documents.length === 0) return null
  const guard = (call: Promise<unknown>): void => void call.catch((thrown: unknown) => reportProblem(StudioError.from(thrown)))
  const trash = async (id: DocumentId, name: string): Promise<void> => {
    await studio.client['documents.delete']({ id })
    remember({
      text: t('edit.trashed', { name }),
      undo: async () => void (await studio.client['documents.restore']({ id })),
      redo: async () => void (await studio.client['documents.delete']({ id })),
    })
  }
  return (
    <section className={styles.recent} aria-labelledby="documents">
      <h2 id="documents">{t('edit.documents')}</h2>
      <ul className={styles.grid}>
        {documents.map(({ id, name, cover, width, height, changedAt }) => (
          <li key={id} className={styles.card}>
            <button type="button" onClick={() => go('edit', id)} data-testid="document">
              <span className={styles.cover}>
                {cover === null ? (
                  <FileImage size={24} aria-hidden />
                ) : (
                  <img src={studio.mediaUrl(cover, 'small')} alt="" loading="lazy" draggable={false} />
                )}
              </span>
              <bdi className={styles.cardName}>{name}</bdi>
              <small>
                <Num>{t('unit.size', { width, height })}</Num> · <Num>{format.moment(changedAt)}</Num>
              </small>
            </button>
            <IconButton className={styles.trash} label={t('edit.trash', { name })} onClick={() => guard(trash(id, name))}>
              <Trash2 size={16} />
            </IconButton>
          </li>
        ))}
      </ul>
      {list.hasNextPage && (
        <Button kind="line" onClick={() => void list.fetchNextPage()}>
          {t('edit.more')}
        </Button>
      )}
    </section>
  )
}
