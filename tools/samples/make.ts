/** Draws the sample pictures that the studio ships. Run it again after a change of the mannequin: `node tools/samples/make.ts`. */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { renderGarment, renderPerson, SAMPLE_PEOPLE } from './render.ts'

const folder = fileURLToPath(new URL('../../resources/samples/', import.meta.url))
await mkdir(folder, { recursive: true })
for (const name of ['ada', 'ben'] as const)
  await renderPerson(SAMPLE_PEOPLE[name], { file: join(folder, `person-${name}.jpg`), widthPx: 896, heightPx: 1344 })
for (const name of ['teePrint', 'hoodieGreen', 'trousersDenim'] as const) {
  await renderGarment(name, { file: join(folder, `garment-${name}.jpg`), ground: 'white', seed: 3, sizePx: 1024 })
}
