import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import sharp from 'sharp'

/** Draws the icons of the app: a cloth hung over a rail, in the colours of the studio. Run again when the drawing changes. */
const folder = fileURLToPath(new URL('../resources/icons', import.meta.url))

const GROUND = '#1f1f1f'
const RAIL = '#f2f2f2'
const CLOTH = '#e8542f'
const LIGHT = '#fa8360'
const SHADE = '#b23c1c'

/** The cloth: over the rail, gathered, with a hem that swings. */
const OUTLINE =
  'M312 296 C312 236 712 236 712 296 C716 420 730 560 776 700 C730 752 690 692 640 724 C596 752 560 776 512 748 C464 776 428 752 384 724 C334 692 294 752 248 700 C294 560 308 420 312 296 Z'
/** Folds fall from where the cloth is gathered to the swings of its hem. */
const SHADES = [
  'M404 262 C400 420 372 600 384 724 C360 706 340 700 318 712 C352 560 372 420 376 268 Z',
  'M620 262 C628 420 668 600 640 724 C664 708 684 704 706 712 C690 560 652 420 648 268 Z',
]
const LIGHTS = [
  'M470 254 C468 430 452 620 462 756 C480 766 496 758 512 748 C506 600 506 420 508 250 Z',
  'M556 254 C560 430 590 600 582 752 C602 746 620 736 634 728 C612 600 586 420 580 256 Z',
]

const cloth = `<path d="${OUTLINE}" fill="${CLOTH}"/>
  ${SHADES.map((path) => `<path d="${path}" fill="${SHADE}"/>`).join('')}
  ${LIGHTS.map((path) => `<path d="${path}" fill="${LIGHT}"/>`).join('')}`

const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1024 1024">
  <rect x="64" y="64" width="896" height="896" rx="208" fill="${GROUND}"/>
  <g transform="translate(512 512) scale(1.2) translate(-512 -500)">
    <rect x="192" y="276" width="640" height="28" rx="14" fill="${RAIL}"/>
    ${cloth}
  </g>
</svg>`

/** Under the pointer while files are dragged out: the cloth alone, on whatever lies below. */
const drag = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="208 208 608 608">${cloth}</svg>`

await mkdir(folder, { recursive: true })
await writeFile(join(folder, 'icon.svg'), `${icon}\n`)
await sharp(Buffer.from(icon)).resize(1024).png({ palette: true }).toFile(join(folder, 'icon.png'))
await sharp(Buffer.from(drag)).resize(64).png().toFile(join(folder, 'drag.png'))
