import { FolderOpen, Lock, Play, Shirt, User } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { runCommand } from '../commands/command-handlers.ts'
import { Button } from '../ui/button.tsx'
import { DropZone } from './drop-zone.tsx'
import styles from './stage.module.css'
import { useTryOn } from './try-on-actions.tsx'

/** Teaches the room: two drop targets, and a way to try it without a photo of one's own. */
export function EmptyStage(): ReactNode {
  const { t } = useTranslation()
  const { bringIn, bringSample, bringing } = useTryOn()
  return (
    <>
      <div className={styles.bar}>
        <span className={styles.barTitle}>{t('tryOn.new')}</span>
      </div>
      <div className={styles.stage}>
        <div className={styles.firsts}>
          <div className={styles.pair}>
            <DropZone
              className={styles.bigDrop}
              testId="stage-person"
              onFiles={(files) => void bringIn(files, files.length > 1 ? undefined : 'person')}
            >
              <User size={20} aria-hidden />
              <strong>{t('tryOn.aPerson')}</strong>
              <span>{t('tryOn.personHint')}</span>
            </DropZone>
            <span aria-hidden>+</span>
            <DropZone
              className={styles.bigDrop}
              testId="stage-garment"
              onFiles={(files) => void bringIn(files, files.length > 1 ? undefined : 'garment')}
            >
              <Shirt size={20} aria-hidden />
              <strong>{t('tryOn.aGarment')}</strong>
              <span>{t('tryOn.garmentHint')}</span>
            </DropZone>
          </div>
          <div>
            <h2 className={styles.lead}>{t('tryOn.lead')}</h2>
            <p className={styles.leadHow}>{t('tryOn.leadHow')}</p>
          </div>
          <div className={styles.actions}>
            <Button kind="primary" data-testid="sample" disabled={bringing.length > 0} onClick={() => void bringSample()}>
              <Play size={16} aria-hidden />
              {t('tryOn.sample')}
            </Button>
            <Button kind="line" onClick={() => runCommand('try-on.choose')}>
              <FolderOpen size={16} aria-hidden />
              {t('tryOn.choose')}
            </Button>
          </div>
          <p className={styles.privacy}>
            <Lock size={14} aria-hidden />
            {t('tryOn.privacy')}
          </p>
        </div>
      </div>
    </>
  )
}
