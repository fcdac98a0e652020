import { ChevronDown, Laptop } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { ModelSheet } from '../../providers/model-sheet.tsx'
import { providerName } from '../../providers/provider-names.ts'
import { useClipModels } from '../takes/use-cloud-take.ts'
import { videoStore } from '../video-store.ts'
import styles from './render-bar.module.css'

/** Who makes the takes: this machine, or a model of a service. */
export function MakerChoice(): ReactNode {
  const { t } = useTranslation()
  const maker = useStore(videoStore, (state) => state.maker)
  const [isOpen, setOpen] = useState(false)
  const models = useClipModels({ isWanted: isOpen || maker !== null })
  const model = models.find((one) => one.model.id === maker)?.model
  return (
    <>
      <button type="button" className={styles.maker} aria-haspopup="dialog" onClick={() => setOpen(true)} data-testid="choose-maker">
        <span>{t('create.madeBy')}</span>
        <bdi>{model === undefined ? t('video.thisMachine') : `${model.label}, ${providerName(model.provider)}`}</bdi>
        <ChevronDown size={16} aria-hidden />
      </button>
      {isOpen && (
        <ModelSheet
          offered={models}
          chosen={maker}
          first={{ icon: <Laptop size={16} aria-hidden />, label: t('video.thisMachine'), help: t('video.hereHelp') }}
          onChoose={(chosen) => videoStore.setState({ maker: chosen })}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  )
}
