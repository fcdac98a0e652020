import type { Locator, Page } from '@playwright/test'
import sharp from 'sharp'
import type { FinalResult } from '../../app/domain/final/final-result.ts'
import { seriousFindings } from './axe.ts'
import { test } from './cloud-studio.ts'
import { expect } from './studio.ts'

/** How many pixels the mask names as kept, and how many of them differ from the photo by more than a level. */
async function keptOf(page: Page, result: FinalResult, photoHash: string): Promise<{ share: number; off: number }> {
  const { width, height, hash } = result.final
  const bytes = async (of: string, variant: 'original' | 'artifact'): Promise<Buffer> => {
    const address = `${new URL(page.url()).origin}/media/${of}/${variant}`
    return await (await page.request.get(address)).body()
  }
  const plain = async (of: string): Promise<Buffer> =>
    await sharp(await bytes(of, 'original'))
      .autoOrient()
      .resize(width, height, { fit: 'fill' })
      .removeAlpha()
      .toColourspace('srgb')
      .raw()
      .toBuffer()
  const mask = await sharp(await bytes(result.keptMask ?? '', 'artifact'))
    .extractChannel(0)
    .raw()
    .toBuffer()
  const [final, photo] = [await plain(hash), await plain(photoHash)]
  let [kept, off] = [0, 0]
  for (const [i, value] of mask.entries()) {
    if (value !== 255) continue
    kept++
    if ([0, 1, 2].some((c) => Math.abs((final[3 * i + c] ?? 0) - (photo[3 * i + c] ?? 0)) > 1)) off++
  }
  return { share: kept / mask.length, off: off / Math.max(1, kept) }
}

test('a final: what is in the way, its price, the result with the face of the photo, and its place among the drafts', async ({
  create,
  providers,
  emulator,
  studio,
  room,
  page,
}) => {
  test.setTimeout(240_000)
  await room.draftSample()
  await page.getByRole('radio', { name: 'Final', exact: true }).click()
  await expect(room.at('final-obstacle')).toHaveAttribute('data-obstacle', 'no-key')
  await room.at('final-provider').click()
  await providers.at('page-providers').waitFor()
  await providers.giveKey('fal', emulator.keys.fal)
  await create.enter('try-on')

  await room.at('final-model').click()
  await page.locator('[data-testid=model-card][data-model="fal:nano-banana-2-edit"]').getByRole('button').first().click()
  await expect(room.at('final-realism')).toHaveAttribute('data-by', 'words')
  const wording = await room.at('final-realism').textContent()
  await page.getByRole('radiogroup', { name: 'Realism' }).getByRole('radio', { name: '5' }).click()
  await expect(room.at('final-realism')).not.toHaveText(wording ?? '')
  await page.getByRole('radiogroup', { name: 'Retries' }).getByRole('radio', { name: '1' }).click()
  await expect(room.at('final-price-help')).toContainText('at most')
  expect(await seriousFindings(page)).toEqual([])

  const { caps } = await studio.client['caps.set']({ scope: 'all', subject: null, period: 'day', micros: 10_000 })
  expect(caps.length).toBeGreaterThan(0)
  await page.reload()
  await room.connected()
  await expect(room.at('final-obstacle')).toHaveAttribute('data-obstacle', 'cap')
  await expect(room.at('final')).toHaveAttribute('aria-disabled', 'true')
  expect(await emulator.control.ledger()).toEqual([])
  await studio.client['caps.set']({ scope: 'all', subject: null, period: 'day', micros: null })
  await page.reload()
  await room.connected()

  await room.at('final').click()
  await expect(room.at('job-card').or(room.at('final-picture'))).toBeVisible()
  await expect(room.at('final-picture')).toBeVisible({ timeout: 90_000 })
  await expect(room.at('final-kept')).toHaveAttribute('data-problem', 'none')
  await expect(room.at('final-truth')).toBeVisible()
  await expect(room.at('final-thumb')).toHaveCount(1)
  await expect(room.at('draft-thumb')).toHaveCount(1)
  expect(await seriousFindings(page)).toEqual([])

  const [job] = (await studio.client['jobs.list']({ limit: 10 })).jobs.filter(({ kind }) => kind === 'final-try-on')
  const result = job?.result as unknown as FinalResult
  // It was made of the draft that stood on the stage.
  const [draft] = (await studio.client['library.list']({ origin: 'result', limit: 20 })).assets.filter(
    ({ lineage }) => lineage?.kind === 'try-on',
  )
  expect(result.draft?.assetId).toBe(draft?.id)
  expect(result.tries[0]?.prompt).toContain(await told(room.at('final-realism').first()))
  expect((await emulator.control.ledger()).length).toBe(result.tries.length)
  const photo = draft?.lineage?.parents.find(({ role }) => role === 'person')
  const { share, off } = await keptOf(page, result, photo?.hash ?? '')
  expect(share).toBeGreaterThan(0.3)
  expect(off).toBeLessThan(0.01)

  const before = room.at('before-picture')
  const ofPhoto = await before.getAttribute('src')
  await page.getByRole('radiogroup', { name: 'Compare with' }).getByRole('radio', { name: 'Draft' }).click()
  await expect(before).not.toHaveAttribute('src', ofPhoto ?? '')
  await room.at('draft-thumb').click()
  await expect(room.at('draft-picture')).toBeVisible()
  await room.at('final-thumb').click()
  await expect(room.at('final-picture')).toBeVisible()
})

/** The words of a realism level, without the quotation marks. */
async function told(at: Locator): Promise<string> {
  return (await at.locator('q').textContent()) ?? ''
}
