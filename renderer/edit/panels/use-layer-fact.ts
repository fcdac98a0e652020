import { useTranslation } from 'react-i18next'
import type { Layer } from '../../../app/domain/document/layer.ts'
import { useFormat } from '../../language/use-format.ts'

const firstLine = (content: string, otherwise: string): string => content.trim().split('\n')[0]?.trim() || otherwise

/** What a list says of a layer below its name: what it is, and what is unusual about it. */
export function useLayerFact(layer: Layer): string {
  const { t } = useTranslation()
  const format = useFormat()
  const what =
    layer.kind === 'background'
      ? t(`edit.fill.${layer.fill.kind}`)
      : layer.kind === 'text'
        ? firstLine(layer.content, t('edit.kind.text'))
        : t(`edit.kind.${layer.kind}`)
  const strokes = layer.kind !== 'text' && layer.mask !== null ? layer.mask.strokes.length : 0
  const isCut = layer.kind !== 'text' && layer.mask?.source.kind === 'cut-out'
  const parts = [
    what,
    isCut ? t('edit.cutOut') : null,
    strokes > 0 ? t('edit.strokes', { count: strokes }) : null,
    layer.opacity < 1 ? format.percent(layer.opacity) : null,
    layer.blend !== 'normal' ? t(`edit.blend.${layer.blend}`) : null,
  ]
  return parts.filter((part) => part !== null).join(' · ')
}
