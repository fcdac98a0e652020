import { TryOnPage } from './pages/try-on-page.ts'
import { expect, test } from './studio.ts'

test('a page that is loaded again or dies in the middle of a draft comes back as it was, and the draft goes on', async ({
  room,
  page,
  context,
}) => {
  await room.at('sample').click()
  await room.hasPicture('garment')
  const threshold = page.getByRole('slider', { name: 'Quality from' })
  await threshold.fill('0.55')
  await room.at('draft').click()
  await expect(room.at('running-job')).toBeVisible()

  await page.reload()
  for (const slot of ['person', 'garment'] as const) await room.hasPicture(slot)
  await expect(room.at('cancel')).toBeVisible()
  await expect(room.at('running-job').getByRole('progressbar')).toHaveAttribute('aria-valuenow', /[1-9]/)
  await expect(threshold).toHaveValue('0.55')

  await room.at('running-job').getByRole('button').first().click()
  await expect(page.locator('main[data-room=jobs] [data-testid=timeline]')).toBeVisible()
  const address = page.url()
  // The navigation itself is aborted by the death of the page it happens in.
  await Promise.all([page.waitForEvent('crash'), page.goto('chrome://crash').catch(() => undefined)])
  const again = new TryOnPage(await context.newPage())
  await again.open(address)
  await expect(again.page.locator('main[data-room=jobs] [data-testid=timeline]')).toContainText('Started')
  await again.enter('try-on')
  for (const slot of ['person', 'garment'] as const) await again.hasPicture(slot)
  await expect(again.at('draft-picture')).toBeVisible()
  await expect(again.at('draft-thumb')).toHaveCount(1)

  await again.page.getByRole('radio', { name: 'Side by side' }).click()
  await again.at('toggle-pose').click()
  await again.page.reload()
  await expect(again.at('before-stage')).toBeVisible()
  await expect(again.at('overlay-pose')).toBeAttached()
})
