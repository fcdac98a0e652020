import type { FinalFault } from './judge-final.ts'

/** What a model is told where an earlier try had this fault; faults without words are not its doing. */
const WORDS: Partial<Readonly<Record<FinalFault, string>>> = {
  'colour-tint': 'the garment had another colour: match the colour of its picture exactly',
  'colour-light': 'the garment was too light or too dark: match its picture',
  'print-mirrored': 'the print was mirrored: it must read as in its picture',
  'print-turned': 'the print was turned: it must lie as in its picture',
  'print-lost': 'the print was missing: it must be there, at the same place and size',
  'print-weak': 'the print was changed: copy it exactly',
  'stripes-pitch': 'the stripes had another distance: keep the number and distance of the stripes',
  'stripes-angle': 'the stripes ran another way: keep their direction',
  'stripes-lost': 'the stripes were gone: they must be there',
  'stripes-missing': 'stripes were missing: all of them must be there',
  'sharpness-blurred': 'the cloth was blurred: its texture must be sharp',
  'sleeves-shorter': 'the sleeves were too short: keep their length',
  'sleeves-longer': 'the sleeves were too long: keep their length',
  'hem-shorter': 'the garment ended too high: keep its length',
  'hem-longer': 'the garment ended too low: keep its length',
  'neckline-deeper': 'the neckline was too deep: keep its shape',
  'neckline-higher': 'the neckline was too high: keep its shape',
  'not-alike': 'the picture showed another scene: keep the framing, the pose and the background of the photograph exactly',
}

const MOST_NAMED = 4

/** What went wrong in earlier tries as one sentence for a prompt; empty where there is nothing to say. */
export function wordCorrections(faults: readonly FinalFault[]): string {
  const named = faults.flatMap((fault) => WORDS[fault] ?? []).slice(0, MOST_NAMED)
  return named.length === 0 ? '' : `In an earlier attempt ${named.join('; ')}`
}
