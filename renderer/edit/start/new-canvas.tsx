import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/button.tsx'
import { NumberField } from '../../ui/number-field.tsx'
import { useOpenPictures } from '../use-open-pictures.ts'
import styles from './start.module.css'

/** Sizes that are asked for every day. */
const SIZES = [
  [1080, 1350],
  [1080, 1080],
  [1080, 1920],
  [1920, 1080],
  [2048, 2048],
] as const

/** An empty canvas in a size that is asked for often, or in one's own. */
export function NewCanvas(): ReactNode {
  const { t } = useTranslation()
  const open = useOpenPictures()
  const [size, setSize] = useState({ width: 1500, height: 2000 })
  const create = (width: number, height: number): void => open({ name: t('edit.untitled'), canvas: { width, height } })
  return (
    <section className={styles.sizes} aria-labelledby="new-canvas">
      <h2 id="new-canvas">{t('edit.newCanvas')}</h2>
      <div className={styles.actions}>
        {SIZES.map(([width, height]) => (
          <Button key={`${width} ${height}`} kind="line" onClick={() => create(width, height)} data-testid="new-canvas">
            <bdi dir="ltr">{t('unit.size', { width, height })}</bdi>
          </Button>
        ))}
        <span className={styles.own} dir="ltr">
          <NumberField
            label={t('edit.width')}
            value={size.width}
            min={1}
            max={16384}
            step={10}
            onChange={(width) => setSize({ ...size, width: Math.round(width) })}
          />
          <span aria-hidden>×</span>
          <NumberField
            label={t('edit.height')}
            value={size.height}
            min={1}
            max={16384}
            step={10}
            onChange={(height) => setSize({ ...size, height: Math.round(height) })}
          />
        </span>
        <Button kind="plain" onClick={() => create(size.width, size.height)}>
          {t('edit.create')}
        </Button>
      </div>
    </section>
  )
}
