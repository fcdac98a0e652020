import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { TryOnResult } from '../../app/domain/try-on.ts'
import { Segmented } from '../ui/segmented.tsx'
import { SelectRow } from '../ui/select.tsx'
import { SliderRow } from '../ui/slider.tsx'
import { draftOf } from './draft-of.ts'
import styles from './inspector.module.css'
import { QualityCard } from './quality-card.tsx'
import { useTryOn } from './try-on-actions.tsx'
import { tryOnStore } from './try-on-store.ts'

const TYPES = ['t-shirt', 'shirt', 'sweater', 'hoodie', 'jacket', 'coat', 'dress', 'skirt', 'trousers', 'shorts'] as const

/** What is known of the draft, and what the next one shall be like. */
export function Inspector(): ReactNode {
  const { t } = useTranslation()
  const { job } = useTryOn()
  const draft = draftOf(job)
  return (
    <aside className={styles.panel} aria-label={t('quality.title')}>
      {draft !== null && <QualityCard draft={draft} />}
      {draft !== null && <Found draft={draft} />}
      <Settings />
    </aside>
  )
}

function Found({ draft }: { readonly draft: TryOnResult }): ReactNode {
  const { t } = useTranslation()
  const rows = [
    [
      t('found.garment'),
      t('found.garmentValue', { type: t(`garmentType.${draft.garment.type}`), kind: t(`garmentKind.${draft.garment.kind}`) }),
    ],
    [t('found.confidence'), `${Math.round(draft.garment.confidence * 100)} %`],
    [t('found.fit'), t(`strategy.${draft.strategy}`)],
    [t('found.retries'), String(draft.retries)],
  ]
  return (
    <section className={styles.section}>
      <h2>{t('found.title')}</h2>
      <dl className={styles.facts}>
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

function Settings(): ReactNode {
  const { t } = useTranslation()
  const { settings, change } = useStore(tryOnStore)
  const types = [
    { value: 'auto' as const, label: t('settings.auto') },
    ...TYPES.map((value) => ({ value, label: t(`garmentType.${value}`) })),
  ]
  return (
    <section className={styles.section}>
      <h2>{t('settings.title')}</h2>
      <SelectRow
        label={t('settings.type')}
        value={settings.garmentType}
        options={types}
        onChange={(garmentType) => change({ garmentType })}
      />
      <SliderRow
        label={t('settings.threshold')}
        value={settings.qualityThreshold}
        min={0}
        max={1}
        step={0.05}
        format={(value) => value.toFixed(2)}
        onChange={(qualityThreshold) => change({ qualityThreshold })}
      />
      <div className={styles.retries}>
        <span>{t('settings.retries')}</span>
        <Segmented
          label={t('settings.retries')}
          isWide
          value={String(settings.maxRetries)}
          options={['0', '1', '2', '3'].map((value) => ({ value, label: value }))}
          onChange={(value) => change({ maxRetries: Number(value) })}
        />
      </div>
    </section>
  )
}
