import { type ExportRecipe, exportRecipe } from './export-recipe.ts'

export interface ExportPreset {
  readonly id: string
  /** Proper names; not translated. */
  readonly label: string
  readonly recipe: ExportRecipe
}

/** When the sizes were looked up. Shops and networks change them. @public for the sheet of exports */
export const PRESETS_AS_OF = '2026-11-30'

const preset = (id: string, label: string, recipe: Partial<Record<keyof ExportRecipe, unknown>>): ExportPreset => ({
  id,
  label,
  recipe: exportRecipe.parse({ name: id, format: 'jpeg', ...recipe }),
})

/** Sizes that shops and networks ask for. */
export const EXPORT_PRESETS: readonly ExportPreset[] = [
  preset('shopify', 'Shopify', { size: { kind: 'pad', width: 2048, height: 2048 } }),
  preset('marketplace-3x4', 'Marketplace 3:4', { size: { kind: 'pad', width: 1800, height: 2400 } }),
  preset('amazon', 'Amazon', { size: { kind: 'pad', width: 2000, height: 2000 }, quality: 92 }),
  preset('etsy', 'Etsy', { size: { kind: 'cover', width: 2700, height: 2025 } }),
  preset('instagram-portrait', 'Instagram 4:5', { size: { kind: 'cover', width: 1080, height: 1350 } }),
  preset('instagram-square', 'Instagram 1:1', { size: { kind: 'cover', width: 1080, height: 1080 } }),
  preset('story', 'Stories, Reels, TikTok 9:16', { size: { kind: 'cover', width: 1080, height: 1920 } }),
  preset('pinterest', 'Pinterest 2:3', { size: { kind: 'cover', width: 1000, height: 1500 } }),
  preset('facebook', 'Facebook', { size: { kind: 'cover', width: 1200, height: 630 } }),
  preset('web', 'Web', { format: 'webp', quality: 82, size: { kind: 'inside', width: 2000, height: 2000 } }),
]
