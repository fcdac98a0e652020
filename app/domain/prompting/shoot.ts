import { z } from 'zod'
import { VOCABULARY } from './vocabulary.ts'

type Words = typeof VOCABULARY
type Choice = keyof Words

const optionOf = <Name extends Choice>(name: Name) =>
  z.enum(Object.keys(VOCABULARY[name]) as [keyof Words[Name] & string, ...(keyof Words[Name] & string)[]]).exactOptional()

/** A shoot by choices instead of words: who is seen, in what light, where, and how the camera stands. What is not chosen is left to the model. */
export const shoot = z.strictObject({
  ethnicity: optionOf('ethnicity'),
  ageRange: optionOf('ageRange'),
  presents: optionOf('presents'),
  bodyType: optionOf('bodyType'),
  hair: optionOf('hair'),
  expression: optionOf('expression'),
  pose: optionOf('pose'),
  lighting: optionOf('lighting'),
  environment: optionOf('environment'),
  cameraAngle: optionOf('cameraAngle'),
  lens: optionOf('lens'),
  framing: optionOf('framing'),
  season: optionOf('season'),
  mood: optionOf('mood'),
})
export type Shoot = z.output<typeof shoot>

/** The choices there are. @public for tests and forms */
export const SHOOT_NAMES = Object.keys(shoot.shape) as readonly (keyof Shoot)[]

/** The choices in words, by what they are about; empty where nothing was chosen. */
export interface ShootWords {
  readonly person: string
  readonly scene: string
  readonly camera: string
}

const SCENE: readonly Choice[] = ['environment', 'season', 'lighting', 'mood']
const CAMERA: readonly Choice[] = ['framing', 'cameraAngle', 'lens']
const LOOKS: readonly Choice[] = ['ageRange', 'bodyType', 'hair', 'expression', 'pose']

export function wordShoot(chosen: Shoot): ShootWords {
  const list = (names: readonly Choice[]): string => names.flatMap((name) => wordOf(chosen, name)).join(', ')
  const who = [...wordOf(chosen, 'ethnicity'), ...wordOf(chosen, 'presents')]
  const looks = list(LOOKS)
  return { person: [who.join(' '), looks].filter((part) => part !== '').join(', '), scene: list(SCENE), camera: list(CAMERA) }
}

function wordOf(chosen: Shoot, name: Choice): string[] {
  const words: Readonly<Record<string, string>> = VOCABULARY[name]
  const option = chosen[name]
  const word = option === undefined ? undefined : words[option]
  return word === undefined ? [] : [word]
}
