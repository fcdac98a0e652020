/**
 * The forty drafts of `bench eye`: flat, hanging and worn garments on easy and hard bodies, chosen before any was seen, so that good
 * and bad ones are among them. Paths inside the test data.
 */

const person = (name: string): string => `photos/persons/${name}`
const garment = (name: string): string => `photos/garments/${name}`

const PERSONS = {
  frontal: person('luma-ms05-blue_main.jpg'),
  crossed: person('luma-ms01-yellow_main.jpg'),
  hoodie: person('luma-mh02-purple_main.jpg'),
  hands: person('luma-mj09-blue_main.jpg'),
  whole: person('luma-wp06-black_outfit.jpg'),
  man: person('luma-mp06-gray_outfit.jpg'),
  hair: person('luma-wh03-red_main.jpg'),
  shorts: person('luma-ws04-green_main.jpg'),
  seated: person('fashn-model.webp'),
  suit: person('mediapipe-business-person.png'),
  tank: person('luma-wt01-blue_main.jpg'),
  rear: 'photos/persons-hard/luma-mt04-blue_back.jpg',
} as const

const GARMENTS = {
  tee: 'truth/saleor-garments-alpha/saleor-team-tee-front.png',
  zip: 'truth/saleor-garments-alpha/saleor-blue-hoodie.png',
  carpetTee: garment('cds-t-shirt-e44b1445.jpg'),
  darkTee: garment('cds-t-shirt-07b294ee.jpg'),
  printTee: garment('cds-t-shirt-788d20a1.jpg'),
  sweater: garment('cds-longsleeve-4cd7315a.jpg'),
  longTee: garment('cds-longsleeve-87665c15.jpg'),
  bomber: garment('cds-outwear-2160a577.jpg'),
  coat: garment('cds-outwear-8f8c07c7.jpg'),
  shirt: garment('cds-shirt-5ec1221f.jpg'),
  dress: garment('cds-dress-92f5cc49.jpg'),
  summerDress: garment('cds-dress-46e4c390.jpg'),
  trousers: garment('cds-pants-6c02ba6f.jpg'),
  shorts: garment('cds-shorts-fe85d21f.jpg'),
  skirt: garment('cds-skirt-2459a9ab.jpg'),
  wornTee: garment('fashn-garment.webp'),
  wornJacket: 'truth/luma-recolour/wj07-orange.jpg',
  wornTank: 'truth/luma-recolour/wt05-purple.jpg',
  wornHoodie: 'truth/luma-recolour/mh04-green.jpg',
} as const

export interface EyeCase {
  readonly person: string
  readonly garment: string
}

const PAIRS: readonly (readonly [keyof typeof PERSONS, keyof typeof GARMENTS])[] = [
  ['frontal', 'tee'],
  ['frontal', 'printTee'],
  ['frontal', 'coat'],
  ['frontal', 'wornTank'],
  ['crossed', 'carpetTee'],
  ['crossed', 'zip'],
  ['crossed', 'shirt'],
  ['crossed', 'wornJacket'],
  ['hoodie', 'darkTee'],
  ['hoodie', 'bomber'],
  ['hoodie', 'wornTee'],
  ['hands', 'tee'],
  ['hands', 'sweater'],
  ['hands', 'dress'],
  ['hands', 'wornHoodie'],
  ['whole', 'carpetTee'],
  ['whole', 'summerDress'],
  ['whole', 'trousers'],
  ['whole', 'shorts'],
  ['whole', 'skirt'],
  ['whole', 'wornJacket'],
  ['man', 'bomber'],
  ['man', 'trousers'],
  ['man', 'longTee'],
  ['hair', 'sweater'],
  ['hair', 'wornTee'],
  ['hair', 'printTee'],
  ['shorts', 'shirt'],
  ['shorts', 'zip'],
  ['shorts', 'wornTank'],
  ['seated', 'carpetTee'],
  ['seated', 'coat'],
  ['seated', 'wornHoodie'],
  ['suit', 'tee'],
  ['suit', 'longTee'],
  ['suit', 'wornJacket'],
  ['tank', 'darkTee'],
  ['tank', 'dress'],
  ['rear', 'carpetTee'],
  ['rear', 'sweater'],
]

export const EYE_CASES: readonly EyeCase[] = PAIRS.map(([who, what]) => ({ person: PERSONS[who], garment: GARMENTS[what] }))
