import { Cloud, Laptop } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { StudioError } from '../../../app/domain/errors.ts'
import { shortcutFor } from '../../commands/command-table.ts'
import { go } from '../../frame/route.ts'
import { useFormat } from '../../language/use-format.ts'
import { capText } from '../../money/cap-text.ts'
import { moneyText } from '../../money/money-text.ts'
import { usePreferences } from '../../preferences/use-preferences.ts'
import { providerName } from '../../providers/provider-names.ts'
import { goToProvider } from '../../settings/providers/providers-store.ts'
import { errorText } from '../../studio/error-text.ts'
import { useJobs } from '../../studio/queries.ts'
import { Button } from '../../ui/button.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import { Note } from '../../ui/note.tsx'
import { Num } from '../../ui/num.tsx'
import { renderTimeMs } from '../takes/render-time.ts'
import type { CloudTake } from '../takes/use-cloud-take.ts'
import { useVideo } from '../video-context.tsx'
import { videoStore } from '../video-store.ts'
import { MakerChoice } from './maker-choice.tsx'
import styles from './render-bar.module.css'

/** Who makes the next take, what it takes, and the button. */
export function RenderBar(): ReactNode {
  const { t } = useTranslation()
  const { preview, render, cloud } = useVideo()
  const maker = useStore(videoStore, (state) => state.maker)
  const shortcut = shortcutFor('video.render', usePreferences().shortcuts)
  const isHere = maker === null
  return (
    <div className={styles.foot} data-testid="render-bar">
      {isHere && preview.notes !== null && preview.notes.length > 0 && (
        <Note kind="plain" title={t('video.notes')} testId="clip-notes">
          {preview.notes.map((note) => (
            <p key={note}>{t(`video.note.${note.replace('.', '-') as 'camera-limited'}`)}</p>
          ))}
        </Note>
      )}
      <MakerChoice />
      {!isHere && <ToldNote cloud={cloud} />}
      <Button
        kind="primary"
        className={styles.render}
        aria-disabled={!isHere && !cloud.canMake}
        data-off={!isHere && !cloud.canMake}
        onClick={render}
        data-testid="render"
      >
        <span>{t(isHere ? 'video.render' : 'video.renderThere')}</span>
        <span className={styles.cost}>{isHere ? <CostHere /> : <CostThere cloud={cloud} />}</span>
      </Button>
      {isHere ? (
        <p className={styles.hint}>
          {t('video.renderHelp')} {shortcut !== null && <Kbd shortcut={shortcut} />}
        </p>
      ) : (
        <CloudHelp cloud={cloud} />
      )}
    </div>
  )
}

function CostHere(): ReactNode {
  const { t } = useTranslation()
  const format = useFormat()
  const { still } = useVideo()
  const direction = useStore(videoStore, ({ history }) => history.direction)
  const shortSide = useStore(videoStore, (state) => state.shortSide)
  const jobs = useJobs().data?.jobs ?? []
  const ms = renderTimeMs(direction, still, { shortSide, jobs })
  return (
    <>
      <Laptop size={16} aria-hidden />
      {ms === null ? t('video.free') : t('video.freeAbout', { time: format.seconds(Math.max(1000, ms), 0) })}
    </>
  )
}

function CostThere({ cloud: { price } }: { readonly cloud: CloudTake }): ReactNode {
  const { t } = useTranslation()
  if (price === undefined) return null
  return (
    <span data-testid="take-price" className={styles.cost}>
      <Cloud size={16} aria-hidden />
      <Num>{price.isEstimate ? t('money.about', { price: moneyText(price.micros) }) : moneyText(price.micros)}</Num>
    </span>
  )
}

/** What the model is not told, or only nearly: nothing of a direction is lost in silence. */
function ToldNote({ cloud: { told } }: { readonly cloud: CloudTake }): ReactNode {
  const { t } = useTranslation()
  const format = useFormat()
  const listOf = (how: 'unsupported' | 'nearest'): string =>
    format.list(told.filter((one) => one.how === how).map(({ control }) => t(`video.control.${control}`)))
  const [lost, near] = [listOf('unsupported'), listOf('nearest')]
  if (lost === '' && near === '') return null
  return (
    <p className={styles.hint} data-testid="told">
      {near !== '' && t('video.toldNearest', { list: near })} {lost !== '' && t('video.toldLost', { list: lost })}
    </p>
  )
}

/** At most how much, by whom; or why not now, with the step that changes it. */
function CloudHelp({ cloud }: { readonly cloud: CloudTake }): ReactNode {
  const { t, i18n } = useTranslation()
  const { offered, price, cap, priceProblem } = cloud
  if (offered === null) return null
  const { model, readiness } = offered
  const provider = providerName(model.provider)
  if (readiness !== 'ready') {
    return (
      <div className={styles.reason} data-testid="take-obstacle">
        <p>{t(`create.obstacle.${readiness}`, { name: provider })}</p>
        {readiness !== 'no-price' && (
          <Button kind="line" className={styles.small} onClick={() => goToProvider(model.provider)}>
            {t(readiness === 'no-key' ? 'providers.addKey' : 'create.seeProvider')}
          </Button>
        )}
      </div>
    )
  }
  if (cap !== null) {
    return (
      <div className={styles.reason} data-testid="take-obstacle">
        <p>{capText(t, cap)}</p>
        <Button kind="line" className={styles.small} onClick={() => go('settings', cap.cap.scope === 'provider' ? 'providers' : 'spend')}>
          {t('money.seeLimits')}
        </Button>
      </div>
    )
  }
  if (priceProblem !== null) {
    return (
      <p className={styles.reason} data-testid="take-obstacle">
        {errorText(t, i18n, StudioError.from(priceProblem).toShape())}
      </p>
    )
  }
  if (price === undefined) return null
  return <p className={styles.hint}>{t('video.cloudHelp', { provider, most: moneyText(price.mostMicros) })}</p>
}
