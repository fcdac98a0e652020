import { CircleCheck, CircleDashed, CircleX } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Inspection } from '../../app/contract/host.ts'
import { useFormat } from '../language/use-format.ts'
import { useHost, useInspection } from '../studio/queries.ts'
import styles from './settings.module.css'

type State = 'fine' | 'missing' | 'wrong'
const ICONS = { fine: CircleCheck, missing: CircleDashed, wrong: CircleX } as const

/** Programs, keychain, models and the machine. */
export function FoundSection(): ReactNode {
  const { t } = useTranslation()
  const found = useInspection().data
  const hasKeychain = useHost().data?.capabilities.secureSecrets
  return (
    <section className={styles.section}>
      <h3>{t('diagnostics.found')}</h3>
      {found !== undefined && (
        <dl className={styles.found} data-testid="found">
          {found.programs.map(({ name, version }) => (
            <Fact key={name} name={name} state={version === null ? 'missing' : 'fine'}>
              {version === null ? t('diagnostics.ffmpegMissing') : t('diagnostics.version', { version })}
            </Fact>
          ))}
          <Fact name={t('diagnostics.keychain')} state={hasKeychain === true ? 'fine' : 'missing'}>
            {t(hasKeychain === true ? 'diagnostics.keychainYes' : 'diagnostics.keychainNo')}
          </Fact>
          <Models models={found.models} />
          <Machine system={found.system} />
        </dl>
      )}
    </section>
  )
}

function Models({ models }: { readonly models: Inspection['models'] }): ReactNode {
  const { t } = useTranslation()
  const broken = models.filter(({ state }) => state !== 'fine')
  return (
    <Fact name={t('diagnostics.models')} state={broken.length === 0 ? 'fine' : 'wrong'}>
      {broken.length === 0
        ? t('diagnostics.modelsFine', { count: models.length })
        : broken.map(({ name, state }) => (
            <span key={name} className={styles.line}>
              {t(state === 'missing' ? 'diagnostics.modelMissing' : 'diagnostics.modelDamaged', { name })}
            </span>
          ))}
    </Fact>
  )
}

function Machine({ system }: { readonly system: Inspection['system'] }): ReactNode {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <Fact name={t('diagnostics.system')} state="fine">
      <span className={styles.line}>
        <bdi dir="ltr">{t('diagnostics.systemValue', { platform: system.platform, release: system.release, arch: system.arch })}</bdi>
      </span>
      <span className={styles.dim}>
        {t('diagnostics.machine', {
          processors: t('diagnostics.processors', { count: system.cpuCount }),
          memory: t('diagnostics.memory', { size: format.bytes(system.memoryBytes) }),
        })}
      </span>
    </Fact>
  )
}

interface FactProps {
  readonly name: string
  readonly state: State
  readonly children: ReactNode
}

function Fact({ name, state, children }: FactProps): ReactNode {
  const Icon = ICONS[state]
  return (
    <div>
      <dt>
        <Icon size={16} aria-hidden data-state={state} />
        <bdi>{name}</bdi>
      </dt>
      <dd>{children}</dd>
    </div>
  )
}
