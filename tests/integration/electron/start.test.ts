import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { clientOf, makeBarePage } from '../../support/electron-double/bare-page.ts'
import { hasChromium, launchDouble } from '../../support/electron-double/launch.ts'

describe.skipIf(!hasChromium)('a start that is not like the others', () => {
  it('says in the language of the system why the library cannot be opened, and ends with 1', async () => {
    const place = await mkdtemp(join(tmpdir(), 'drape-window-'))
    await mkdir(join(place, 'library'))
    await writeFile(join(place, 'library', 'library.db'), 'no database')
    const broken = await launchDouble({ folder: place, pagesFolder: await makeBarePage(), settings: { languages: ['he-IL'] } })
    expect(await broken.ended).toBe(1)
    expect(broken.errors()).toMatch(/\[error box\] לא ניתן להפעיל את Drape/)
    await rm(place, { recursive: true, force: true })
  })

  it('keeps no secrets where the system would keep them in plain text', async () => {
    const plain = await launchDouble({ pagesFolder: await makeBarePage(), settings: { keychain: 'basic_text' } })
    const { capabilities } = await clientOf(await plain.window())['host.describe']({})
    expect(capabilities.secureSecrets).toBe(false)
    await plain.close()
  })
})
