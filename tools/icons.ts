import { mkdir, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import sharp from 'sharp'
import { MARK } from '../app/domain/mark.ts'

/** Draws the icons of the app from its mark, in the colours of the studio. Run again when the mark changes. */
const at = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url))

const GROUND = '#1f1f1f'
const RIBBON = '#e8542f'
const ENDS = '#f2f2f2'
/** Wider than in the window: an icon is looked at from farther away. */
const STROKE = 2.2
const SCALE = 36

const center = MARK.sizePx / 2
const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1024 1024">
  <title>Drape</title>
  <rect x="64" y="64" width="896" height="896" rx="208" fill="${GROUND}"/>
  <g transform="translate(512 512) scale(${SCALE}) translate(-${center} -${center})" fill="none" stroke-width="${STROKE}" stroke-linecap="round" stroke-linejoin="round">
    <path d="${MARK.ends}" stroke="${ENDS}" opacity="${MARK.endsOpacity}"/>
    <path d="${MARK.ribbon}" stroke="${RIBBON}"/>
  </g>
</svg>
`

await mkdir(at('resources/icons'), { recursive: true })
// The browser shows it on the tab.
await writeFile(at('renderer/public/icon.svg'), icon)
await sharp(Buffer.from(icon)).resize(1024).png({ palette: true }).toFile(at('resources/icons/icon.png'))
// Under the pointer while files are dragged out.
await sharp(Buffer.from(icon)).resize(64).png().toFile(at('resources/icons/drag.png'))
