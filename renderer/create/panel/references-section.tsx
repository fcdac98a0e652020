import { ImagePlus, X } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { InputRole } from '../../../app/domain/cloud/tasks.ts'
import { PicturePicker } from '../../edit/panels/picture-picker.tsx'
import { useAsset } from '../../studio/queries.ts'
import { useStudio } from '../../studio/studio-context.tsx'
import { Button, IconButton } from '../../ui/button.tsx'
import { Section } from '../../ui/section.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { useCreate } from '../create-context.tsx'
import { changeReferences, createRoomStore, type Reference } from '../create-store.ts'
import { fitInputs } from '../plan/fit-inputs.ts'
import styles from './panel.module.css'

/** The studio takes no more in one request. */
const MOST_REFERENCES = 15

/** Pictures that go along with the words, each with what it is to the model. */
export function ReferencesSection(): ReactNode {
  const { t } = useTranslation()
  const { plan } = useCreate()
  const { mode, references } = useStore(createRoomStore)
  const [isPicking, setPicking] = useState(false)
  const here = references[mode]
  const roles =
    plan.model?.form.inputs.map(({ role }) => role).filter((role) => role !== 'mask' && role !== 'last-frame' && role !== 'archive') ?? []
  const isFull =
    here.length >= MOST_REFERENCES ||
    (plan.model !== undefined &&
      plan.offered.every(
        ({ model }) => fitInputs(model, [...plan.inputs, { role: 'reference', assetId: '' as Reference['assetId'] }]) === null,
      ))
  const add = (assetId: Reference['assetId']): void =>
    changeReferences((before) => [
      ...before,
      { role: mode === 'creative' && before.length === 0 ? 'image' : ('reference' as const), assetId },
    ])
  return (
    <Section
      id="create.references"
      title={t(mode === 'studio' ? 'create.references' : 'create.pictures')}
      aside={here.length === 0 ? t('create.optional') : undefined}
      testId="references"
    >
      {here.length === 0 && <p className={styles.hint}>{t(mode === 'studio' ? 'create.referencesHelp' : 'create.picturesHelp')}</p>}
      <ul className={styles.references}>
        {here.map((reference, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: one picture may be there twice, and a row keeps nothing of its own.
          <ReferenceRow key={`${reference.assetId} ${index}`} reference={reference} index={index} roles={roles} />
        ))}
      </ul>
      <Button kind="line" className={styles.small} disabled={isFull} onClick={() => setPicking(true)} data-testid="add-reference">
        <ImagePlus size={16} aria-hidden />
        {t('create.addPicture')}
      </Button>
      {isPicking && <PicturePicker label={t('create.addPicture')} onClose={() => setPicking(false)} onPick={({ id }) => add(id)} />}
    </Section>
  )
}

interface ReferenceRowProps {
  readonly reference: Reference
  readonly index: number
  readonly roles: readonly InputRole[]
}

function ReferenceRow({ reference, index, roles }: ReferenceRowProps): ReactNode {
  const { t } = useTranslation()
  const studio = useStudio()
  const asset = useAsset(reference.assetId).data
  const name = asset?.name ?? ''
  const shown = roles.includes(reference.role) ? reference.role : (roles.find((role) => role === 'image') ?? reference.role)
  return (
    <li className={styles.reference} data-testid="reference">
      {asset !== null && asset !== undefined ? (
        <img src={studio.mediaUrl(asset.hash, 'small')} alt={name} draggable={false} />
      ) : (
        <span className={styles.gone} />
      )}
      <SelectField<InputRole>
        label={t('create.roleOf', { name })}
        labelled="inside"
        value={shown}
        options={(roles.includes(shown) ? roles : [shown]).map((role) => ({ value: role, label: t(`role.${role}`) }))}
        onChange={(role) => changeReferences((before) => before.with(index, { ...reference, role }))}
        testId="reference-role"
      />
      <IconButton
        label={t('create.removePicture', { name })}
        onClick={() => changeReferences((before) => before.toSpliced(index, 1))}
        data-testid="remove-reference"
      >
        <X size={16} />
      </IconButton>
    </li>
  )
}
