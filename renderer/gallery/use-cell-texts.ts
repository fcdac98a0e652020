import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Asset, AssetFlag, AssetOrigin } from '../../app/domain/asset.ts'
import { clipLength } from './clip-badge.tsx'

/** The words of the cells. A grid that scrolls draws hundreds of cells a second, and each would look up the same few. */
export interface CellTexts {
  readonly origin: Readonly<Record<AssetOrigin, string>>
  /** By the number of stars. */
  readonly stars: readonly string[]
  readonly flagged: Readonly<Record<AssetFlag, string>>
  readonly clip: string
}

export function useCellTexts(): CellTexts {
  const { t } = useTranslation()
  return useMemo(
    () => ({
      origin: { import: t('gallery.origin.import'), sample: t('gallery.origin.sample'), result: t('gallery.origin.result') },
      stars: [0, 1, 2, 3, 4, 5].map((count) => t('gallery.stars', { count })),
      clip: t('gallery.clip'),
      flagged: { pick: t('gallery.flagged.pick'), reject: t('gallery.flagged.reject') },
    }),
    [t],
  )
}

/** What a screen reader says of a picture. */
export function cellName({ name, origin, rating, flag, clip }: Asset, texts: CellTexts): string {
  return [
    name,
    clip === null ? texts.origin[origin] : `${texts.clip} ${clipLength(clip)}`,
    ...(rating > 0 ? [texts.stars[rating]] : []),
    ...(flag === null ? [] : [texts.flagged[flag]]),
  ].join(', ')
}
