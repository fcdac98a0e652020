import { Eye, LoaderCircle } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { GarmentAnalysis } from '../../../app/domain/prompting/garment-analysis.ts'
import { errorText } from '../../studio/error-text.ts'
import { Button } from '../../ui/button.tsx'
import { Section } from '../../ui/section.tsx'
import { createRoomStore } from '../create-store.ts'
import styles from './look.module.css'
import { useGarmentLook, useLookAtGarment } from './use-garment-look.ts'

/** What this machine sees on the garment: it goes into the prompt, and what must not change with it. */
export function GarmentSection(): ReactNode {
  const { t, i18n } = useTranslation()
  const garment = useStore(createRoomStore, (state) => state.garment)
  const { analysis, job } = useGarmentLook()
  const { look, isStarting } = useLookAtGarment()
  if (garment === null) return null
  const isWorking = isStarting || (job !== null && job.finishedAt === null)
  return (
    <Section id="create.sees" title={t('look.sees')} testId="garment-look">
      {analysis !== null ? (
        <Seen analysis={analysis} />
      ) : (
        <>
          <p className={styles.dim} role="status">
            {job?.error != null ? errorText(t, i18n, job.error) : t('look.seesHelp')}
          </p>
          <Button kind="line" disabled={isWorking} onClick={look} data-testid="look-at-garment">
            {isWorking ? <LoaderCircle size={16} className={styles.spin} aria-hidden /> : <Eye size={16} aria-hidden />}
            {t(isWorking ? 'look.looking' : 'look.look')}
          </Button>
        </>
      )}
    </Section>
  )
}

/** Values stand in the words that go to the model, which are English. */
function Seen({ analysis }: { readonly analysis: GarmentAnalysis }): ReactNode {
  const { t } = useTranslation()
  const { category, colours, pattern, sleeves, hem, silhouette, mustNotChange } = analysis
  const facts = [
    ...(pattern.kind === 'unknown' ? [] : [{ name: t('look.pattern'), value: pattern.detail ?? pattern.kind }]),
    ...(sleeves === 'unknown' || sleeves === 'none' ? [] : [{ name: t('look.sleeves'), value: sleeves }]),
    ...(hem === 'unknown' ? [] : [{ name: t('look.hem'), value: hem }]),
    ...(silhouette === null ? [] : [{ name: t('look.silhouette'), value: silhouette }]),
  ]
  return (
    <>
      <ul className={styles.chips} data-testid="garment-seen">
        <li>{t(`garmentType.${category}`)}</li>
        {colours.map(({ name, hex }) => (
          <li key={name}>
            {hex !== null && <i style={{ background: hex }} aria-hidden />}
            <bdi lang="en">{name}</bdi>
          </li>
        ))}
        {facts.map(({ name, value }) => (
          <li key={name}>
            <small>{name}</small> <bdi lang="en">{value}</bdi>
          </li>
        ))}
      </ul>
      {mustNotChange.length > 0 && (
        <>
          <h3 className={styles.sub}>{t('look.mustNotChange')}</h3>
          <ul className={styles.chips}>
            {mustNotChange.map((one) => (
              <li key={one}>
                <bdi lang="en">{one}</bdi>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  )
}
