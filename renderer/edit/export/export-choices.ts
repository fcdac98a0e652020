import { createStore } from 'zustand/vanilla'
import { EXPORT_PRESETS } from '../../../app/domain/export/export-presets.ts'
import { type ExportFormat, type ExportRecipe, exportRecipe, type MarkPlace } from '../../../app/domain/export/export-recipe.ts'

/** What is chosen in the export sheet; kept while the page lives, so that the next picture goes out the same way. */
export interface ExportChoices {
  readonly presets: readonly string[]
  /** A file of the document's own size, or as large as its long side says. */
  readonly own: { readonly isWanted: boolean; readonly format: ExportFormat; readonly quality: number; readonly longSide: string }
  readonly mark: {
    readonly text: string
    readonly place: MarkPlace
    /** Percent. */
    readonly size: number
    readonly opacity: number
    readonly isTiled: boolean
  }
  readonly nameTemplate: string
  readonly creator: string
  readonly copyright: string
  readonly keepCamera: boolean
  readonly aiLabel: 'auto' | 'always' | 'never'
}

export const FIRST_CHOICES: ExportChoices = {
  presets: [],
  own: { isWanted: true, format: 'png', quality: 90, longSide: '' },
  mark: { text: '', place: 'bottom-right', size: 6, opacity: 80, isTiled: false },
  nameTemplate: '{name} {recipe}',
  creator: '',
  copyright: '',
  keepCamera: false,
  aiLabel: 'auto',
}

export const exportChoices = createStore<ExportChoices>(() => FIRST_CHOICES)

/** What is asked of the studio. */
export function recipesOf(choices: ExportChoices): ExportRecipe[] {
  const { own, presets } = choices
  const chosen = EXPORT_PRESETS.filter(({ id }) => presets.includes(id)).map(({ recipe }) => recipe)
  const longSide = Number.parseInt(own.longSide, 10)
  const size = longSide > 0 ? ({ kind: 'inside', width: longSide, height: longSide } as const) : ({ kind: 'original' } as const)
  const ours = own.isWanted ? [exportRecipe.parse({ name: own.format, format: own.format, quality: own.quality, size })] : []
  return [...ours, ...chosen].map((recipe) => ({ ...recipe, watermark: watermarkOf(choices), metadata: metadataOf(choices) }))
}

function watermarkOf({ mark }: ExportChoices): ExportRecipe['watermark'] {
  const text = mark.text.trim()
  if (text === '') return null
  return {
    content: { kind: 'text', text, family: 'IBM Plex Sans', weight: 600, colour: '#ffffff' },
    place: mark.place,
    size: mark.size / 100,
    margin: 0.04,
    opacity: mark.opacity / 100,
    rotation: mark.isTiled ? -30 : 0,
    tiled: mark.isTiled,
  }
}

function metadataOf({ creator, copyright, keepCamera, aiLabel }: ExportChoices): ExportRecipe['metadata'] {
  return { creator: creator.trim() || null, copyright: copyright.trim() || null, keepCamera, aiLabel }
}
