import { ChevronDown, Sparkles } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { modelInUse } from '../../providers/choose-model.ts'
import { ModelSheet } from '../../providers/model-sheet.tsx'
import { providerName } from '../../providers/provider-names.ts'
import { useCreate } from '../create-context.tsx'
import { createRoomStore, setModel } from '../create-store.ts'
import styles from './output.module.css'

/** The model that would be asked, and the way to choose another. */
export function ModelButton(): ReactNode {
  const { t } = useTranslation()
  const { plan } = useCreate()
  const { mode, model: chosen } = useStore(createRoomStore)
  const [isOpen, setOpen] = useState(false)
  const { model } = plan
  const first = modelInUse(plan.offered, null)
  const isAutomatic = chosen[mode] === null || chosen[mode] !== model?.id
  return (
    <>
      <button type="button" className={styles.model} aria-haspopup="dialog" onClick={() => setOpen(true)} data-testid="choose-model">
        <span>
          <bdi>{model?.label ?? t('create.noModel')}</bdi>
          <small>
            {model !== undefined && <bdi>{providerName(model.provider)}</bdi>}
            {model !== undefined && isAutomatic && ` · ${t('create.automatic')}`}
          </small>
        </span>
        <ChevronDown size={16} aria-hidden />
      </button>
      {isOpen && (
        <ModelSheet
          offered={plan.offered}
          chosen={chosen[mode]}
          first={{
            icon: <Sparkles size={16} aria-hidden />,
            label: t('create.automatic'),
            help: first === undefined ? t('create.noModel') : t('create.automaticHelp', { model: first.model.label }),
          }}
          onChoose={setModel}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  )
}
