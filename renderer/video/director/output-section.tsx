import { Dices } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { clipSize } from '../../../app/domain/director/clip-size.ts'
import { CLIP_RATIOS, type Direction } from '../../../app/domain/director/direction.ts'
import { useFormat } from '../../language/use-format.ts'
import { IconButton } from '../../ui/button.tsx'
import { Num } from '../../ui/num.tsx'
import { NumberField } from '../../ui/number-field.tsx'
import { Section } from '../../ui/section.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { SliderField } from '../../ui/slider-field.tsx'
import { useVideo } from '../video-context.tsx'
import { direct, endGesture, SHORT_SIDES, type ShortSide, videoStore } from '../video-store.ts'
import styles from './director.module.css'
import { LabelledRow } from './labelled-row.tsx'

type Output = Direction['output']

const RATES = ['24000/1001', '24/1', '25/1', '30000/1001', '30/1', '50/1', '60000/1001', '60/1'] as const
const MOST_SEED = 2_147_483_647

const change = (to: Partial<Output>, gesture: string | null = null): void =>
  direct((now) => ({ ...now, output: { ...now.output, ...to } }), gesture)

/** How long the clip is, its shape, its pictures a second and its pixels. */
export function OutputSection(): ReactNode {
  const { t } = useTranslation()
  const format = useFormat()
  const { still } = useVideo()
  const { seconds, ratio, frameRate } = useStore(videoStore, ({ history }) => history.direction.output)
  const seed = useStore(videoStore, ({ history }) => history.direction.seed)
  const shortSide = useStore(videoStore, (state) => state.shortSide)
  const size = clipSize(ratio, still, shortSide)
  const rate = `${frameRate.num}/${frameRate.den}`
  const rates = RATES.some((one) => one === rate) ? RATES : [...RATES, rate]
  const rateText = (text: string): string => {
    const [num = 30, den = 1] = text.split('/').map(Number)
    return t('video.perSecond', { n: format.number(num / den, den === 1 ? 0 : 2) })
  }
  const setSeed = (value: number): void => direct((now) => ({ ...now, seed: value }))
  return (
    <Section
      id="video.output"
      title={t('video.output')}
      aside={<Num>{t('unit.size', { width: size.width, height: size.height })}</Num>}
      testId="output"
    >
      <SliderField
        label={t('video.length')}
        value={seconds}
        min={0.5}
        max={30}
        step={0.5}
        digits={1}
        unit="s"
        testId="seconds"
        onChange={(value) => change({ seconds: value }, 'seconds')}
        onEnd={endGesture}
      />
      <LabelledRow label={t('video.shape')}>
        <div dir="ltr">
          <Segmented
            label={t('video.shape')}
            isWide
            value={ratio}
            onChange={(value) => change({ ratio: value })}
            options={CLIP_RATIOS.map((value) => ({ value, label: value === 'original' ? t('video.asStill') : value }))}
          />
        </div>
      </LabelledRow>
      <SelectField
        label={t('video.frameRate')}
        value={rate}
        testId="frame-rate"
        options={rates.map((value) => ({ value, label: rateText(value) }))}
        onChange={(value) => {
          const [num = 30, den = 1] = value.split('/').map(Number)
          change({ frameRate: { num, den } })
        }}
      />
      <SelectField
        label={t('video.size')}
        value={String(shortSide)}
        testId="short-side"
        options={SHORT_SIDES.map((value) => {
          const { width, height } = clipSize(ratio, still, value)
          return { value: String(value), label: t('unit.size', { width, height }) }
        })}
        onChange={(value) => videoStore.setState({ shortSide: Number(value) as ShortSide })}
      />
      <LabelledRow label={t('video.seed')}>
        <span className={styles.seed}>
          <NumberField label={t('video.seed')} value={seed} min={0} max={MOST_SEED} step={1} testId="seed" onChange={setSeed} />
          <IconButton label={t('video.otherSeed')} onClick={() => setSeed(Math.floor(Math.random() * 100_000))}>
            <Dices size={16} />
          </IconButton>
        </span>
      </LabelledRow>
    </Section>
  )
}
