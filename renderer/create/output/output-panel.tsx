import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { PanelHead, SidePanel } from '../../frame/room-layout.tsx'
import { modelPrice } from '../../money/model-price.ts'
import { Num } from '../../ui/num.tsx'
import { Section } from '../../ui/section.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { useCreate } from '../create-context.tsx'
import { createRoomStore, PICTURE_COUNTS, type PictureCount } from '../create-store.ts'
import { LookSection } from '../look/look-section.tsx'
import { NIGHT } from '../plan/use-plan.ts'
import { ResultFacts } from '../results/result-facts.tsx'
import { ModelButton } from './model-button.tsx'
import styles from './output.module.css'
import { ParameterFields } from './parameter-fields.tsx'

/** Who makes the pictures, how many and how; and what is known of the one on the stage. */
export function OutputPanel(): ReactNode {
  const { t } = useTranslation()
  const { plan } = useCreate()
  const { pictures, when } = useStore(createRoomStore)
  const { model } = plan
  return (
    <SidePanel side="end" label={t('create.output')}>
      <PanelHead title={t('create.output')} />
      <div className={styles.scroll}>
        <LookSection />
        <Section
          id="create.output"
          title={t('create.madeBy')}
          aside={model === undefined ? undefined : <Num>{modelPrice(t, model)}</Num>}
          testId="output"
        >
          <ModelButton />
          {model !== undefined && <ParameterFields model={model} />}
          <div className={styles.row}>
            <span>{t('create.howMany')}</span>
            <Segmented
              label={t('create.howMany')}
              isWide
              value={String(pictures)}
              onChange={(value) => createRoomStore.setState({ pictures: Number(value) as PictureCount })}
              options={PICTURE_COUNTS.map((value) => ({ value: String(value), label: String(value) }))}
            />
          </div>
          <div className={styles.row}>
            <span>{t('create.when')}</span>
            <Segmented
              label={t('create.when')}
              isWide
              value={when}
              onChange={(value) => createRoomStore.setState({ when: value })}
              options={(['now', 'tonight'] as const).map((value) => ({ value, label: t(`create.whens.${value}`) }))}
            />
          </div>
          {when === 'tonight' && <p className={styles.hint}>{t('create.tonightHelp', NIGHT)}</p>}
        </Section>
        <ResultFacts />
      </div>
    </SidePanel>
  )
}
