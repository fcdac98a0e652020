import type { i18n as I18n, TFunction } from 'i18next'
import { type ReactNode, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Asset } from '../../app/domain/asset.ts'
import type { GarmentKind, GarmentType } from '../../app/domain/try-on.ts'
import { useFormat } from '../language/use-format.ts'
import { clipLength } from './clip-badge.tsx'
import styles from './detail.module.css'

const DAY_AND_TIME = { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', hour12: false } as const

/** What the files and the recipe say of a picture. */
export function PictureFacts({ asset }: { readonly asset: Asset }): ReactNode {
  const { t, i18n } = useTranslation()
  const format = useFormat()
  const when = useMemo(() => new Intl.DateTimeFormat(`${i18n.language}-u-nu-latn`, DAY_AND_TIME), [i18n.language])
  const pixels = t('unit.size', { width: asset.width, height: asset.height })
  const facts: readonly Fact[] = [
    [t('gallery.kind'), asset.clip === null ? t(`gallery.origin.${asset.origin}`) : t('gallery.clip')],
    ...recipeFacts(asset, { t, i18n, score: (value) => format.number(value, 2) }),
    [t('gallery.pixels'), <bdi key="pixels">{pixels}</bdi>],
    ...clipFacts(asset, { t, rate: (value) => format.number(value, Number.isInteger(value) ? 0 : 2) }),
    [t('gallery.file'), `${asset.type.replace(/^(image|video)\/(x-)?/, '').toUpperCase()}, ${format.bytes(asset.sizeBytes)}`],
    [t(asset.origin === 'result' ? 'gallery.made' : 'gallery.brought'), when.format(asset.createdAt)],
    ...(asset.trashedAt === null ? [] : [[t('gallery.thrown'), when.format(asset.trashedAt)] as const]),
    [t('gallery.name'), <bdi key="name">{asset.name}</bdi>],
  ]
  return (
    <dl className={styles.facts}>
      {facts.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

function clipFacts({ clip }: Asset, { t, rate }: { readonly t: TFunction; readonly rate: (value: number) => string }): Fact[] {
  if (clip === null) return []
  const { frames, frameRate, codec, sound } = clip
  return [
    [t('gallery.length'), <bdi key="length">{clipLength(clip)}</bdi>],
    [t('gallery.frames'), t('gallery.framesAt', { count: frames, rate: rate(frameRate.num / frameRate.den) })],
    [t('gallery.codec'), [codec, ...(sound === null ? [t('gallery.silent')] : [sound.codec])].map((name) => name.toUpperCase()).join(', ')],
  ]
}

type Fact = readonly [label: string, value: ReactNode]

/** What of a draft's recipe can be said in words. Recipes of other versions may lack any of it, or name what has no words. */
function recipeFacts({ lineage }: Asset, { t, i18n, score }: Words): Fact[] {
  const recipe = lineage?.recipe
  if (recipe === null || typeof recipe !== 'object' || Array.isArray(recipe)) return []
  const { qualityScore, garment, garments = garment === undefined ? [] : [garment] } = recipe as Recipe
  const facts: Fact[] = []
  const types = garments.filter(({ type }) => i18n.exists(`garmentType.${type}`)).map(({ type }) => t(`garmentType.${type as GarmentType}`))
  const kinds = garments.filter(({ kind }) => i18n.exists(`garmentKind.${kind}`)).map(({ kind }) => t(`garmentKind.${kind as GarmentKind}`))
  if (types.length > 0) facts.push([t('gallery.garmentFound'), types.join(', ')])
  if (kinds.length > 0) facts.push([t('gallery.fit'), [...new Set(kinds)].join(', ')])
  if (typeof qualityScore === 'number') facts.push([t('gallery.score'), score(qualityScore)])
  return facts
}

interface Recipe {
  readonly qualityScore?: unknown
  /** Of a draft made before there were outfits. */
  readonly garment?: RecipeGarment
  readonly garments?: readonly RecipeGarment[]
}

interface RecipeGarment {
  readonly type?: string
  readonly kind?: string
}

interface Words {
  readonly t: TFunction
  readonly i18n: I18n
  readonly score: (value: number) => string
}
