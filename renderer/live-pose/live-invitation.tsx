import { Lock, Video } from 'lucide-react'
import { type ReactNode, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../ui/button.tsx'
import { ClipChooser } from './clip-chooser.tsx'
import styles from './live-pose.module.css'
import type { LiveSource } from './live-state.ts'

interface LiveInvitationProps {
  readonly reason: 'asked' | 'hidden'
  readonly choose: (source: LiveSource) => void
}

/** Nothing looks yet: a person chooses what may be looked at. */
export function LiveInvitation({ reason, choose }: LiveInvitationProps): ReactNode {
  const { t, i18n } = useTranslation()
  const first = useRef<HTMLButtonElement>(null)
  // The keys follow what they opened.
  useEffect(() => first.current?.focus(), [])
  return (
    <div className={styles.card} dir={i18n.dir()}>
      <h2>{t('livePose.title')}</h2>
      <p>{t(reason === 'hidden' ? 'livePose.wasHidden' : 'livePose.about')}</p>
      <div className={styles.actions}>
        <Button ref={first} kind="plain" onClick={() => choose({ kind: 'camera', deviceId: null })} data-testid="live-camera">
          <Video size={16} aria-hidden />
          {t('livePose.useCamera')}
        </Button>
        <ClipChooser choose={choose} />
      </div>
      <p className={styles.privacy}>
        <Lock size={14} aria-hidden />
        {t('livePose.privacy')}
      </p>
    </div>
  )
}
