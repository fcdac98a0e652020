import type { Crop } from '../../../app/domain/document/frame.ts'

/** Proportions that networks, shops and prints ask for. */
export const CROP_RATIOS = [
  { name: 'free', ratio: null },
  { name: '1:1', ratio: { width: 1, height: 1 } },
  { name: '4:5', ratio: { width: 4, height: 5 } },
  { name: '3:4', ratio: { width: 3, height: 4 } },
  { name: '9:16', ratio: { width: 9, height: 16 } },
  { name: '16:9', ratio: { width: 16, height: 9 } },
] as const satisfies readonly { readonly name: string; readonly ratio: Crop['ratio'] }[]

export type RatioName = (typeof CROP_RATIOS)[number]['name'] | 'original' | 'custom'

export function ratioNameOf(ratio: Crop['ratio']): RatioName {
  if (ratio === null) return 'free'
  const known = CROP_RATIOS.find((one) => one.ratio !== null && one.ratio.width * ratio.height === one.ratio.height * ratio.width)
  return known?.name ?? 'custom'
}
