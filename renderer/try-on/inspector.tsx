import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { TryOnResult } from '../../app/domain/try-on.ts'
import { PanelHead, SidePanel } from '../frame/room-layout.tsx'
import { useFormat } from '../language/use-format.ts'
import { Num } from '../ui/num.tsx'
import { Section } from '../ui/section.tsx'
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
    <SidePanel side="end" label={t('tryOn.inspector')}>
      <PanelHead title={draft === null ? t('tryOn.new') : t('view.after')} />
      {draft !== null && <QualityCard draft={draft} />}
      {draft !== null && <Found draft={draft} />}
      <Settings />
    </SidePanel>
  )
}

function Found({ draft }: { readonly draft: TryOnResult }): ReactNode {
  const { t } = useTranslation()
  const format = useFormat()
  const rows: readonly (readonly [string, ReactNode])[] = [
    [
      t('found.garment'),
      t('found.garmentValue', { type: t(`garmentType.${draft.garment.type}`), kind: t(`garmentKind.${draft.garment.kind}`) }),
    ],
    [t('found.confidence'), <Num key="confidence">{format.percent(draft.garment.confidence)}</Num>],
    [t('found.fit'), t(`strategy.${draft.strategy}`)],
    [t('found.retries'), <Num key="retries">{format.number(draft.retries)}</Num>],
  ]
  return (
    <Section id="try-on.found" title={t('found.title')}>
      <dl className={styles.facts}>
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Section>
  )
}

function Settings(): ReactNode {
  const { t } = useTranslation()
  const format = useFormat()
  const { settings, change } = useStore(tryOnStore)
  const types = [
    { value: 'auto' as const, label: t('draftSettings.auto') },
    ...TYPES.map((value) => ({ value, label: t(`garmentType.${value}`) })),
  ]
  return (
    <Section id="try-on.settings" title={t('draftSettings.title')}>
      <SelectRow
        label={t('draftSettings.type')}
        value={settings.garmentType}
        options={types}
        onChange={(garmentType) => change({ garmentType })}
      />
      <SliderRow
        label={t('draftSettings.threshold')}
        value={settings.qualityThreshold}
        min={0}
        max={1}
        step={0.05}
        format={(value) => format.number(value, 2)}
        onChange={(qualityThreshold) => change({ qualityThreshold })}
      />
      <div className={styles.retries}>
        <span>{t('draftSettings.retries')}</span>
        <Segmented
          label={t('draftSettings.retries')}
          isWide
          value={String(settings.maxRetries)}
          options={['0', '1', '2', '3'].map((value) => ({ value, label: value }))}
          onChange={(value) => change({ maxRetries: Number(value) })}
        />
      </div>
    </Section>
  )
}
