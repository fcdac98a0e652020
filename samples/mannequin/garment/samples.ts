// Ten sample garments for the studio: every kind once, in a fabric that shows it off.
import { hex } from '../math.ts'
import type { Garment } from './flat.ts'

export const SAMPLE_GARMENTS: Record<string, Garment> = {
  teePrint: { kind: 'tee', fabric: { weave: 'plain', base: hex('#1f4e79'), second: hex('#f2efe6'), third: hex('#f0b23c'), logo: 'peak' } },
  teeStripe: { kind: 'tee', fabric: { weave: 'stripe', base: hex('#f1ede4'), second: hex('#b5413a'), pitch: 0.036 } },
  longStripe: { kind: 'longsleeve', fabric: { weave: 'stripe', base: hex('#ece8df'), second: hex('#27384f'), pitch: 0.026 } },
  hoodieGreen: {
    kind: 'hoodie',
    fabric: {
      weave: 'plain',
      base: hex('#5d7a63'),
      second: hex('#f3efe4'),
      third: hex('#e4c36a'),
      logo: 'rings',
      logoAt: [0, 0.27, 0.062],
    },
  },
  shirtCheck: {
    kind: 'shirt',
    fabric: { weave: 'check', base: hex('#e6e1d8'), second: hex('#a63d34'), third: hex('#2b2d3a'), pitch: 0.046 },
  },
  dressDots: { kind: 'dress', fabric: { weave: 'dots', base: hex('#3a2f5a'), second: hex('#efe6da'), pitch: 0.03 } },
  skirtCheck: {
    kind: 'skirt',
    fabric: { weave: 'check', base: hex('#8d7a52'), second: hex('#3f4a3b'), third: hex('#c9b98c'), pitch: 0.06 },
  },
  trousersDenim: { kind: 'trousers', fabric: { weave: 'denim', base: hex('#39527a') } },
  shortsSand: { kind: 'shorts', fabric: { weave: 'plain', base: hex('#c2a878') } },
  jacketRust: { kind: 'jacket', fabric: { weave: 'plain', base: hex('#a4552f') } },
}
