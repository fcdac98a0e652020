import sharp from 'sharp'
import { type LayGround, layFlat } from '../../samples/mannequin/garment/flatlay.ts'
import { SAMPLE_GARMENTS } from '../../samples/mannequin/garment/samples.ts'
import { flatOf, type PersonOptions, person } from '../../samples/mannequin/person.ts'

type Look = Omit<PersonOptions, 'width' | 'height'>

/** People of the samples and the demo: different bodies, skins, hair, poses and places. */
export const SAMPLE_PEOPLE = {
  ada: {
    shape: 'slim',
    skin: 'fair',
    hair: 'long',
    hairColour: 'brown',
    pose: 'armsDown',
    outfit: 'tankShorts',
    backdrop: 'gradient',
    seed: 1,
  },
  ben: {
    shape: 'broad',
    skin: 'deep',
    hair: 'short',
    hairColour: 'black',
    pose: 'aPose',
    outfit: 'teeTrousers',
    backdrop: 'plain',
    seed: 2,
  },
  chi: {
    shape: 'curvy',
    skin: 'brown',
    hair: 'bun',
    hairColour: 'black',
    pose: 'handOnHip',
    outfit: 'tankShorts',
    backdrop: 'warm',
    seed: 3,
  },
  dov: {
    shape: 'neutral',
    skin: 'tan',
    hair: 'bald',
    hairColour: 'brown',
    pose: 'walking',
    outfit: 'longTrousers',
    backdrop: 'busy',
    seed: 4,
  },
} as const satisfies Record<string, Look>

export type SampleGarment = keyof typeof SAMPLE_GARMENTS

/** Draws a person and writes a JPEG. */
export async function renderPerson(
  look: Look,
  to: { readonly file: string; readonly widthPx: number; readonly heightPx: number },
): Promise<void> {
  const { picture } = person({ ...look, width: to.widthPx, height: to.heightPx })
  await sharp(picture.rgb, { raw: { width: picture.width, height: picture.height, channels: 3 } })
    .jpeg({ quality: 90, chromaSubsampling: '4:4:4' })
    .toFile(to.file)
}

/** Draws a garment that lies on a ground, and writes a JPEG. */
export async function renderGarment(
  name: SampleGarment,
  to: { readonly file: string; readonly ground: LayGround; readonly seed: number; readonly sizePx: number },
): Promise<void> {
  const garment = SAMPLE_GARMENTS[name]
  if (garment === undefined) throw new Error(`There is no sample garment ${name}`)
  const lay = layFlat(flatOf(garment), to.ground, to.seed, to.sizePx, to.sizePx)
  await sharp(lay.rgb, { raw: { width: lay.width, height: lay.height, channels: 3 } })
    .jpeg({ quality: 90, chromaSubsampling: '4:4:4' })
    .toFile(to.file)
}
