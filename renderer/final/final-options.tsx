import { ChevronDown, Sparkles } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { ToldRealism } from '../../app/domain/final/final-rules.ts'
import { useFormat } from '../language/use-format.ts'
import { modelPrice } from '../money/model-price.ts'
import { modelInUse } from '../providers/choose-model.ts'
import { ModelSheet } from '../providers/model-sheet.tsx'
import { providerName } from '../providers/provider-names.ts'
import { tryOnStore } from '../try-on/try-on-store.ts'
import { Num } from '../ui/num.tsx'
import { Section } from '../ui/section.tsx'
import { Segmented } from '../ui/segmented.tsx'
import { SliderRow } from '../ui/slider.tsx'
import styles from './final.module.css'
import { useFinal } from './final-context.tsx'
import { changeFinal, type FinalSettings, finalStore } from './final-store.ts'

/** Who makes a final, how real it is to look, and what of the photo stays. */
export function FinalOptions(): ReactNode {
  const { t } = useTranslation()
  const format = useFormat()
  const { plan, price } = useFinal()
  const { settings } = useStore(finalStore)
  const model = plan.inUse?.model
  return (
    <Section
      id="final.options"
      title={t('final.options')}
      aside={model === undefined ? undefined : <Num>{modelPrice(t, model)}</Num>}
      testId="final-options"
    >
      <FinalModel />
      <Row label={t('final.realism')}>
        <Segmented
          label={t('final.realism')}
          isWide
          value={String(settings.realism)}
          options={['1', '2', '3', '4', '5'].map((value) => ({ value, label: value }))}
          onChange={(value) => changeFinal({ realism: Number(value) })}
        />
      </Row>
      {price !== null && <Realism told={price.realism} />}
      <Tick name="face" />
      <Tick name="background" />
      <Tries />
      {price !== null && price.unseen.length > 0 && (
        <p className={styles.dim} data-testid="final-unseen">
          {t('final.unseen', { what: format.list(price.unseen.map((what) => t(`role.${what}`))) })}
        </p>
      )}
    </Section>
  )
}

/** How good is good enough, and what is paid until it is. */
function Tries(): ReactNode {
  const { t } = useTranslation()
  const format = useFormat()
  const { settings } = useStore(finalStore)
  const { settings: drafts, change } = useStore(tryOnStore)
  return (
    <>
      <Row label={t('draftSettings.retries')}>
        <Segmented
          label={t('draftSettings.retries')}
          isWide
          value={String(settings.maxRetries)}
          options={['0', '1', '2', '3'].map((value) => ({ value, label: value }))}
          onChange={(value) => changeFinal({ maxRetries: Number(value) })}
        />
      </Row>
      <p className={styles.dim}>{t('final.retriesHelp')}</p>
      <SliderRow
        label={t('draftSettings.threshold')}
        value={drafts.qualityThreshold}
        min={0}
        max={1}
        step={0.05}
        format={(value) => format.number(value, 2)}
        onChange={(qualityThreshold) => change({ qualityThreshold })}
      />
      <label className={styles.tick}>
        <input
          type="checkbox"
          checked={settings.onWeakDraft === 'go-on'}
          onChange={(event) => changeFinal({ onWeakDraft: event.target.checked ? 'go-on' : 'stop' })}
          data-testid="final-weak"
        />
        <span>{t('final.weak')}</span>
      </label>
    </>
  )
}

function FinalModel(): ReactNode {
  const { t } = useTranslation()
  const { plan } = useFinal()
  const chosen = useStore(finalStore, (state) => state.settings.model)
  const [isOpen, setOpen] = useState(false)
  const model = plan.inUse?.model
  const first = modelInUse(plan.offered, null)
  return (
    <>
      <button type="button" className={styles.model} aria-haspopup="dialog" onClick={() => setOpen(true)} data-testid="final-model">
        <span>
          <bdi>{model?.label ?? t('create.noModel')}</bdi>
          <small>
            {model !== undefined && <bdi>{providerName(model.provider)}</bdi>}
            {model !== undefined && chosen !== model.id && ` · ${t('create.automatic')}`}
          </small>
        </span>
        <ChevronDown size={16} aria-hidden />
      </button>
      {isOpen && (
        <ModelSheet
          offered={plan.offered}
          chosen={chosen}
          first={{
            icon: <Sparkles size={16} aria-hidden />,
            label: t('create.automatic'),
            help: first === undefined ? t('create.noModel') : t('create.automaticHelp', { model: first.model.label }),
          }}
          onChoose={(id) => changeFinal({ model: id })}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  )
}

/** What the level comes to with this model: its words stand as they are sent. */
export function Realism({ told }: { readonly told: ToldRealism }): ReactNode {
  const { t } = useTranslation()
  return (
    <p className={styles.dim} data-testid="final-realism" data-by={told.by}>
      {t(`final.told.${told.by}`)}{' '}
      {told.by === 'words' && (
        <q lang="en" dir="ltr">
          {told.wording}
        </q>
      )}
      {told.by === 'parameters' && (
        <bdi dir="ltr">
          {Object.entries(told.parameters)
            .map(([name, value]) => `${name}: ${String(value)}`)
            .join(', ')}
        </bdi>
      )}
    </p>
  )
}

function Tick({ name }: { readonly name: 'face' | 'background' }): ReactNode {
  const { t } = useTranslation()
  const isOn = useStore(finalStore, ({ settings }) => settings[name])
  const change: (to: boolean) => Partial<FinalSettings> = (to) => (name === 'face' ? { face: to } : { background: to })
  return (
    <label className={styles.tick}>
      <input
        type="checkbox"
        checked={isOn}
        onChange={(event) => changeFinal(change(event.target.checked))}
        data-testid={`final-keep-${name}`}
      />
      <span>{t(`final.preserve.${name}`)}</span>
    </label>
  )
}

function Row({ label, children }: { readonly label: string; readonly children: ReactNode }): ReactNode {
  return (
    <div className={styles.row}>
      <span aria-hidden>{label}</span>
      {children}
    </div>
  )
}
