import { Check, CircleDashed, CirclePause, CircleX, LoaderCircle, PowerOff } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { ProviderStatus } from '../../../app/contract/cloud.ts'
import { useFormat } from '../../language/use-format.ts'
import { type Standing, standingOf } from './provider-standing.ts'
import styles from './providers.module.css'
import { type CloudProvider, providersStore } from './providers-store.ts'

const ICONS = { off: PowerOff, 'no-key': CircleDashed, untested: CircleDashed, works: Check, paused: CirclePause, wrong: CircleX } as const

/** Where a service stands: a sign, a word, and since when. */
export function StandingMark({ status, kind }: { readonly status: ProviderStatus; readonly kind: 'list' | 'head' }): ReactNode {
  const { t } = useTranslation()
  const isTesting = useStore(providersStore, ({ testing }) => testing.includes(status.id as CloudProvider))
  const standing = standingOf(status)
  const Icon = isTesting ? LoaderCircle : ICONS[standing.kind]
  return (
    <span className={styles.standing} data-standing={isTesting ? 'testing' : standing.kind} data-testid={`standing-${status.id}`}>
      <Icon size={16} aria-hidden className={isTesting ? styles.spin : undefined} />
      <span>
        {isTesting ? t('providers.testing') : <StandingWord standing={standing} />}
        {kind === 'list' && !isTesting && <StandingSince standing={standing} />}
      </span>
    </span>
  )
}

function StandingWord({ standing }: { readonly standing: Standing }): ReactNode {
  const { t } = useTranslation()
  if (standing.kind === 'wrong' || standing.kind === 'paused') {
    const isKey = standing.code === 'provider.unauthorized'
    return isKey ? t('providers.standing.refused') : t(`providers.standing.${standing.kind}`)
  }
  return t(`providers.standing.${standing.kind}`)
}

function StandingSince({ standing }: { readonly standing: Standing }): ReactNode {
  const { t } = useTranslation()
  const format = useFormat()
  if (!('at' in standing)) return null
  return <small>{t(standing.kind === 'paused' ? 'providers.since' : 'providers.checked', { time: format.moment(standing.at) })}</small>
}
