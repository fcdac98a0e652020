import { ciede2000, type Lab, labOfSrgb } from '../colour.ts'

/** Names that shops give to colours of cloth, with swatches of each, where one is not enough as cloth looks in rooms. Our own choice, looked at on screen beside garments of the test data. */
const SWATCHES: Readonly<Record<string, string | readonly string[]>> = {
  black: '17171a',
  charcoal: '3a3b3f',
  'dark grey': '55575b',
  grey: '85878a',
  'light grey': 'bcbdbf',
  white: 'f4f4f3',
  'off-white': 'e9e6dd',
  cream: ['f0e6cb', 'd9cbb9'],
  beige: 'd6c4a4',
  sand: 'bfa67f',
  taupe: '8a7a6b',
  camel: 'b98a54',
  tan: 'a67b51',
  brown: '6b4529',
  'dark brown': '3b2820',
  rust: '9a4a24',
  terracotta: 'c06a4c',
  khaki: '9a9163',
  olive: '5e5e30',
  'army green': '474d35',
  'dark green': '1d3d2b',
  green: '2f8a46',
  'bright green': '4fbf52',
  sage: '9fae94',
  mint: 'b3dfc6',
  teal: '1d7078',
  turquoise: '3fb6b8',
  'pale blue': 'c4d9e8',
  'light blue': '93bade',
  'dusty blue': '6f88a3',
  'denim blue': '4a678a',
  blue: '2c5fb0',
  'royal blue': '2440b8',
  'dark blue': '22386b',
  navy: ['1b2138', '2f3350', '3a3d52'],
  purple: '643a8c',
  'dark purple': '3c2348',
  lavender: ['b7a7d8', '9d92b2'],
  mauve: '97748e',
  burgundy: '5c1626',
  'dark red': '8c1c22',
  red: 'c4262c',
  coral: 'ee7561',
  peach: 'f6c3a3',
  orange: 'e8792a',
  mustard: 'c99a2d',
  yellow: 'f0cf3c',
  'pale yellow': 'f3e79c',
  'pale pink': 'efd0d2',
  pink: 'e79bb0',
  'dusty pink': 'c08e8e',
  'hot pink': 'd93a82',
}

const NAMED: readonly (readonly [name: string, lab: Lab])[] = Object.entries(SWATCHES).flatMap(([name, swatches]) =>
  [swatches].flat().map((hex) => [name, labOfHex(hex)] as const),
)

function labOfHex(hex: string): Lab {
  const byte = (at: number): number => Number.parseInt(hex.slice(at, at + 2), 16)
  return labOfSrgb(byte(0), byte(2), byte(4))
}

/** The nearest name of a colour by CIEDE2000. */
export function nameColour(lab: Lab): string {
  let [best, least] = ['grey', Number.POSITIVE_INFINITY]
  for (const [name, swatch] of NAMED) {
    const distance = ciede2000(lab, swatch)
    if (distance < least) [best, least] = [name, distance]
  }
  return best
}
