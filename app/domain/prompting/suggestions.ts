import type { GarmentType } from '../try-on.ts'

/** Ideas to begin from, by what is shown. English, as prompts are. */
export const SUGGESTIONS = {
  't-shirt': [
    'worn loose with light denim, morning light in a bright kitchen',
    'on a city roof at golden hour, hands in the pockets',
    'against a plain coloured wall, front view, the print in full view',
  ],
  shirt: [
    'sleeves rolled up, by a tall window',
    'buttoned to the top under an open coat, quiet street',
    'tucked into tailored trousers, studio',
  ],
  sweater: ['curled up with a book, soft window light', 'autumn park, leaves out of focus behind', 'close view of the knit, side light'],
  hoodie: ['hood down, skate park in the late sun', 'on the steps of a building, candid', 'plain grey studio, front and centre'],
  jacket: ['open over a white t-shirt, walking across a street', 'collar up, windy pier', 'studio, three quarter view, zip closed'],
  coat: ['walking through winter fog, full length', 'in a gallery, long clean lines', 'belted, low camera, overcast light'],
  dress: [
    'moving through a field at golden hour',
    'on a staircase, full length, the skirt in motion',
    'plain pale studio, facing the camera',
  ],
  skirt: ['mid step on a pavement, from the waist down to the shoes', 'sitting on a stool, studio', 'garden path, summer light'],
  trousers: ['leaning on a wall, full length, clean break at the shoe', 'walking, side view', 'studio, front view, waistband visible'],
  shorts: ['beach boardwalk, bright sun', 'tennis court, mid movement', 'studio, front view, plain background'],
} as const satisfies Readonly<Record<GarmentType, readonly string[]>>
