import { ArrowDown, ArrowUp, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { GarmentType } from '../../app/domain/try-on.ts'
import { useResults } from '../studio/queries.ts'
import { IconButton } from '../ui/button.tsx'
import { Segmented } from '../ui/segmented.tsx'
import { foundOf } from './found-garment.ts'
import { type GarmentRow, mayOpen } from './garment-stack.ts'
import { knownType } from './known-type.ts'
import styles from './stack.module.css'
import { useTryOn } from './try-on-actions.tsx'
import type { StackActions } from './use-garment-stack.ts'

const TYPES = [
  't-shirt',
  'shirt',
  'sweater',
  'hoodie',
  'jacket',
  'coat',
  'dress',
  'skirt',
  'trousers',
  'shorts',
] as const satisfies readonly GarmentType[]

interface ToolsProps {
  readonly row: GarmentRow
  readonly index: number
  readonly actions: StackActions
}

/** What can be done with the active row. */
export function GarmentTools({ name, ...props }: ToolsProps & { readonly name: string }): ReactNode {
  const { row, index, actions } = props
  const { t } = useTranslation()
  const { stack, move, remove } = actions
  const count = stack.rows.length
  return (
    <>
      <IconButton
        className={styles.remove}
        label={`${t('tryOn.remove')}: ${name}`}
        onClick={() => remove(index, name)}
        data-testid="remove-garment"
      >
        <X size={16} />
      </IconButton>
      {row.id !== null && (
        <div className={styles.tools}>
          <TypeChoice row={row} actions={actions} />
          {count > 1 && (
            <>
              <IconButton label={t('stack.inner', { name })} disabled={index === 0} onClick={() => move(index, index - 1, name)}>
                <ArrowUp size={16} />
              </IconButton>
              <IconButton label={t('stack.outer', { name })} disabled={index === count - 1} onClick={() => move(index, index + 1, name)}>
                <ArrowDown size={16} />
              </IconButton>
            </>
          )}
        </div>
      )}
      <FrontChoice {...props} />
    </>
  )
}

/** Offered where it would show something: for a garment with a front over another one. */
function FrontChoice({ row, index, actions }: ToolsProps): ReactNode {
  const { t } = useTranslation()
  const results = useResults().data?.assets ?? []
  const { id, type, front } = row
  if (id === null || !mayOpen(actions.stack, index, knownType({ id, type }, results))) return null
  return (
    <div className={styles.tools} data-testid="garment-front">
      <Segmented
        label={t('stack.front')}
        value={front}
        options={[
          { value: 'closed', label: t('stack.closed') },
          { value: 'open', label: t('stack.open') },
        ]}
        onChange={(next) => actions.specify({ front: next })}
        isWide
      />
    </div>
  )
}

function TypeChoice({ row, actions }: { readonly row: GarmentRow; readonly actions: StackActions }): ReactNode {
  const { t } = useTranslation()
  const found = foundOf(useTryOn().job, row)
  return (
    <select
      className={styles.type}
      aria-label={t('draftSettings.type')}
      value={row.type}
      onChange={(event) => actions.specify({ type: event.target.value as GarmentRow['type'] })}
      data-testid="garment-type"
    >
      <option value="auto">
        {found && row.type === 'auto' ? t('stack.autoFound', { type: t(`garmentType.${found.type}`) }) : t('stack.auto')}
      </option>
      {TYPES.map((type) => (
        <option key={type} value={type}>
          {t(`garmentType.${type}`)}
        </option>
      ))}
    </select>
  )
}
