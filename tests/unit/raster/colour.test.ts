import { expect, test } from 'vitest'
import { ciede2000, type Lab, labOfSrgb, linearToSrgb, srgbToLinear } from '../../../app/raster/colour.ts'

/** Pairs of table 1 of Sharma, Wu, Dalal (2005): the hue mean, the rotation term and the grey cases. */
const PAIRS: readonly (readonly [Lab, Lab, number])[] = [
  [[50, 2.6772, -79.7751], [50, 0, -82.7485], 2.0425],
  [[50, 3.1571, -77.2803], [50, 0, -82.7485], 2.8615],
  [[50, 2.8361, -74.02], [50, 0, -82.7485], 3.4412],
  [[50, -1.3802, -84.2814], [50, 0, -82.7485], 1.0],
  [[50, 0, 0], [50, -1, 2], 2.3669],
  [[50, -1, 2], [50, 0, 0], 2.3669],
  [[50, 2.49, -0.001], [50, -2.49, 0.0009], 7.1792],
  [[50, 2.49, -0.001], [50, -2.49, 0.0011], 7.2195],
  [[50, -0.001, 2.49], [50, 0.0009, -2.49], 4.8045],
  [[50, -0.001, 2.49], [50, 0.0011, -2.49], 4.7461],
  [[50, 2.5, 0], [50, 0, -2.5], 4.3065],
  [[50, 2.5, 0], [73, 25, -18], 27.1492],
  [[50, 2.5, 0], [61, -5, 29], 22.8977],
  [[50, 2.5, 0], [56, -27, -3], 31.903],
  [[50, 2.5, 0], [58, 24, 15], 19.4535],
  [[60.2574, -34.0099, 36.2677], [60.4626, -34.1751, 39.4387], 1.2644],
  [[63.0109, -31.0961, -5.8663], [62.8187, -29.7946, -4.0864], 1.263],
  [[22.7233, 20.0904, -46.694], [23.0331, 14.973, -42.5619], 2.0373],
  [[90.8027, -2.0831, 1.441], [91.1528, -1.6435, 0.0447], 1.4441],
  [[2.0776, 0.0795, -1.135], [0.9033, -0.0636, -0.5514], 0.9082],
]

test.each(PAIRS)('CIEDE2000 of %j and %j is the published value', (first, second, expected) => {
  expect(ciede2000(first, second)).toBeCloseTo(expected, 3)
})

test('a byte survives the way to linear light and back', () => {
  for (let byte = 0; byte < 256; byte++) expect(Math.abs(linearToSrgb(srgbToLinear(byte)) - byte)).toBeLessThanOrEqual(byte < 14 ? 1 : 0)
})

test('white, black and a red have their L*a*b*', () => {
  expect(labOfSrgb(255, 255, 255)[0]).toBeCloseTo(100, 2)
  expect(labOfSrgb(0, 0, 0)[0]).toBeCloseTo(0, 3)
  const red = labOfSrgb(255, 0, 0)
  expect(red[0]).toBeCloseTo(53.24, 1)
  expect(red[1]).toBeCloseTo(80.09, 0)
  expect(red[2]).toBeCloseTo(67.2, 0)
})
