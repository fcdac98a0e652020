import { ChevronDown } from 'lucide-react'
import { type ReactNode, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { CloudModel } from '../../../app/domain/cloud/model.ts'
import { createRoomStore, setParameter } from '../create-store.ts'
import styles from './output.module.css'
import { ParameterField } from './parameter-field.tsx'

/** A field for each parameter that the model has; what it does not have is not there. How many pictures is asked for elsewhere. */
export function ParameterFields({ model }: { readonly model: CloudModel }): ReactNode {
  const { t } = useTranslation()
  const chosen = useStore(createRoomStore, ({ parameters }) => parameters[model.id])
  const { plain, advanced } = useMemo(() => {
    const shown = Object.entries(model.parameters).filter(([, rule]) => rule.type !== 'loras' && rule.meaning !== 'count')
    return { plain: shown.filter(([, rule]) => !rule.isAdvanced), advanced: shown.filter(([, rule]) => rule.isAdvanced) }
  }, [model])
  const field = ([name, rule]: (typeof plain)[number]): ReactNode => (
    <ParameterField
      key={`${model.id} ${name}`}
      name={name}
      rule={rule}
      value={chosen?.[name]}
      onChange={(value) => setParameter(model.id, name, value)}
    />
  )
  return (
    <div data-testid="parameters" data-model={model.id}>
      {plain.map(field)}
      {advanced.length > 0 && (
        <details className={styles.advanced} data-testid="advanced">
          <summary>
            <ChevronDown size={14} className={styles.twist} aria-hidden />
            {t('create.advanced')}
          </summary>
          {advanced.map(field)}
        </details>
      )}
    </div>
  )
}
