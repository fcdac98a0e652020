import { join } from 'node:path'
import { hasTestdata, testdata } from '../support/testdata.ts'
import { expect, test } from './studio.ts'

const SAMPLES = join(import.meta.dirname, '../../resources/samples')
/** Real photos where they are there; else the studio's own samples, so that the flow is tested on any machine. */
const PERSON = hasTestdata ? testdata('photos/persons/luma-ms05-blue_main.jpg') : join(SAMPLES, 'person-ada.jpg')
const GARMENT = hasTestdata ? testdata('photos/garments/cds-t-shirt-e44b1445.jpg') : join(SAMPLES, 'garment-teePrint.jpg')

test('drop both pictures, draft, compare before and after', async ({ room, page }) => {
  await room.drop(room.at('stage-person'), PERSON)
  await room.hasPicture('person')
  await room.drop(room.at('garment-slot'), GARMENT)
  await room.hasPicture('garment')
  await room.at('draft').click()
  await expect(room.at('draft-picture')).toBeVisible()
  await expect(room.at('score')).toHaveText(/^[01]\.\d\d$/)
  await expect(room.at('stepper').locator('li[data-state=done]').first()).toBeVisible()

  const before = room.at('before-picture')
  await expect(before).toBeVisible()
  const divider = room.at('divider')
  await expect(divider).toHaveAttribute('aria-valuenow', '50')
  await divider.focus()
  await page.keyboard.press('Shift+ArrowRight')
  await expect(divider).toHaveAttribute('aria-valuenow', '60')
  await page.keyboard.press('\\')
  await expect(before).toBeHidden()
  await expect(room.at('draft-thumb')).toHaveCount(1)

  // The picture on the stage is the real one: it decodes, and it is not the photo that went in.
  const size = await room.at('draft-picture').evaluate((image: HTMLImageElement) => [image.naturalWidth, image.naturalHeight])
  expect(Math.max(...size)).toBeGreaterThan(700)
})

test('paste and pick fill the slots', async ({ room }) => {
  await room.paste(PERSON)
  await room.hasPicture('person')
  await room.pick('garment', GARMENT)
  await room.hasPicture('garment')
  await expect(room.at('draft')).toBeEnabled()
})

test('cancel stops a draft within a second and keeps the photos', async ({ room, page }) => {
  await room.at('sample').click()
  await room.hasPicture('garment')
  await room.at('draft').click()
  await expect(room.at('cancel')).toBeVisible()
  const asked = Date.now()
  await page.keyboard.press('Escape')
  await expect(room.at('failure')).toHaveAttribute('data-code', 'job.canceled')
  // The bound is the promise of a second plus what the browser needs to draw it on a busy machine.
  expect(Date.now() - asked).toBeLessThan(3_000)
  await room.hasPicture('person')
  await expect(room.at('draft')).toBeEnabled()
})

test('a studio that is killed in the middle of a draft finishes it when it is back', async ({ room, studio }) => {
  await room.at('sample').click()
  await room.hasPicture('garment')
  await room.at('draft').click()
  await expect(room.at('running-job')).toBeVisible()
  await studio.kill()
  await expect(room.page.getByRole('alert')).toContainText('Your work is safe')
  await studio.start()
  await expect(room.at('draft-picture')).toBeVisible({ timeout: 60_000 })
  await room.hasPicture('person')
  await room.page.reload()
  await expect(room.at('draft-picture')).toBeVisible()
})

test('what is no picture is refused in words, and nothing else is lost', async ({ room }) => {
  await room.at('sample').click()
  await room.hasPicture('person')
  await room.drop(room.at('garment-slot'), join(import.meta.dirname, 'try-on.spec.ts'))
  await expect(room.at('failure')).toContainText('no picture that Drape reads')
  await room.hasPicture('person')
  await room.hasPicture('garment')
})
