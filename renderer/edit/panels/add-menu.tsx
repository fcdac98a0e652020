import { Plus } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import { type ReactNode, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import menu from '../../ui/menu.module.css'
import { useEdit, useEditor } from '../edit-context.tsx'
import { addBackground } from '../session/layer-actions.ts'
import { useAddFiles } from '../use-add-files.ts'
import { PicturePicker } from './picture-picker.tsx'

type Wanted = 'photo' | 'logo' | 'background'

const PAPER = [
  { at: 0, colour: '#f4f1ec' },
  { at: 1, colour: '#c9c2b8' },
]

/** What can be put into a document: pictures, logos, backgrounds. */
export function AddMenu(): ReactNode {
  const { t } = useTranslation()
  const editor = useEditor()
  const { addFiles, addAsset } = useAddFiles()
  const [wanted, setWanted] = useState<Wanted | null>(null)
  const files = useRef<HTMLInputElement>(null)
  const photo = useEdit(({ document }) => document.layers.find(({ kind }) => kind === 'photo') ?? null)
  const background = (name: string, fill: Parameters<typeof addBackground>[2]): void => addBackground(editor, name, fill)
  const item = (label: string, run: () => void, testId?: string): ReactNode => (
    <DropdownMenu.Item className={menu.item} onSelect={run} data-testid={testId}>
      {label}
    </DropdownMenu.Item>
  )
  return (
    <>
      <DropdownMenu.Root modal={false}>
        <DropdownMenu.Trigger className={menu.trigger} aria-label={t('edit.add')} title={t('edit.add')} data-testid="add-layer">
          <Plus size={16} />
        </DropdownMenu.Trigger>
        <DropdownMenu.Portal>
          <DropdownMenu.Content className={menu.menu} align="end" sideOffset={4} aria-label={t('edit.add')}>
            {item(t('edit.addPicture'), () => setWanted('photo'), 'add-picture')}
            {item(t('edit.addFile'), () => files.current?.click())}
            {item(t('edit.addLogo'), () => setWanted('logo'), 'add-logo')}
            <DropdownMenu.Separator className={menu.separator} />
            {item(t('edit.addColour'), () => background(t('edit.background'), { kind: 'colour', colour: '#e9e6e1' }), 'add-colour')}
            {item(t('edit.addLinear'), () => background(t('edit.background'), { kind: 'linear', angle: 90, stops: PAPER }), 'add-linear')}
            {item(t('edit.addRadial'), () =>
              background(t('edit.background'), { kind: 'radial', x: 0.5, y: 0.4, radius: 0.6, stops: PAPER }),
            )}
            {item(t('edit.addBackgroundPicture'), () => setWanted('background'))}
            {photo !== null &&
              item(
                t('edit.addBlurred'),
                () => background(t('edit.background'), { kind: 'blurred', layerId: photo.id, blurPx: 40 }),
                'add-blurred',
              )}
          </DropdownMenu.Content>
        </DropdownMenu.Portal>
      </DropdownMenu.Root>
      <input
        ref={files}
        type="file"
        hidden
        multiple
        accept="image/*,.heic,.heif"
        aria-label={t('edit.addFile')}
        data-testid="edit-files"
        onChange={(event) => {
          void addFiles([...(event.target.files ?? [])])
          event.target.value = ''
        }}
      />
      {wanted !== null && (
        <PicturePicker
          label={t(wanted === 'logo' ? 'edit.addLogo' : wanted === 'photo' ? 'edit.addPicture' : 'edit.addBackgroundPicture')}
          onClose={() => setWanted(null)}
          onPick={(asset) => {
            const { id: assetId, hash, width, height } = asset
            if (wanted === 'background')
              background(t('edit.background'), { kind: 'picture', picture: { assetId, hash, width, height }, x: 0.5, y: 0.5, blurPx: 0 })
            else addAsset(asset, wanted)
          }}
        />
      )}
    </>
  )
}
