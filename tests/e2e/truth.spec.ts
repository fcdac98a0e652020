import { rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { TryOnPage } from './pages/try-on-page.ts'
import { expect, test } from './studio.ts'

const TROUSERS = join(import.meta.dirname, '../../resources/samples/garment-trousersDenim.jpg')
const ON_A_BUSY_MACHINE = { timeout: 60_000 }

async function told(room: TryOnPage): Promise<void> {
  await expect(room.at('truth-told')).toHaveAttribute('data-state', 'told', ON_A_BUSY_MACHINE)
}

test('compare a draft with the garment photo by keyboard, and find it again after a reload', async ({ room, page, studio }) => {
  await room.draftSample()
  await expect(room.at('truth-told')).toHaveAttribute('data-state', 'none')
  await studio.client['jobs.pause']({})
  await room.at('truth-compare').focus()
  await page.keyboard.press('Enter')
  await expect(room.at('truth-told')).toHaveAttribute('data-state', 'working')
  // The button is gone, and whoever pressed it is still here.
  await expect(room.at('truth-told')).toBeFocused()
  await expect(room.at('truth').getByRole('progressbar')).toBeVisible()
  await studio.client['jobs.resume']({})
  await told(room)

  // Each property once, what differs first; what differs has something to do next.
  const findings = room.at('truth-finding')
  await expect(findings).toHaveCount(7)
  const verdicts = await findings.evaluateAll((rows) => rows.map((row) => row.getAttribute('data-verdict') ?? ''))
  const order = ['changed', 'doubtful', 'kept', 'unknown']
  expect(verdicts).toEqual(verdicts.toSorted((a, b) => order.indexOf(a) - order.indexOf(b)))
  expect(verdicts).toContain('kept')
  const { jobs } = await studio.client['jobs.list']({ limit: 10 })
  const report = jobs.find(({ kind }) => kind === 'judge')?.result as { measures: { measure: string; verdict: string }[] }
  for (const { measure, verdict } of report.measures) {
    await expect(room.page.locator(`[data-testid=truth-finding][data-measure=${measure}]`)).toHaveAttribute('data-verdict', verdict)
  }
  await page.reload()
  await told(room)
  await expect(findings).toHaveCount(7)
})

test('a comparison that fails says why, and works once the file is back', async ({ room, studio }) => {
  await room.draftSample()
  await studio.client['jobs.pause']({})
  await room.at('truth-compare').click()
  await expect(room.at('truth-told')).toHaveAttribute('data-state', 'working')
  // Somebody took the folder with the results away.
  const [results, away] = [join(studio.library, 'results'), join(studio.library, 'elsewhere')]
  await rename(results, away)
  // Nor is there a copy among what can be made again.
  await rm(join(studio.library, 'artifacts'), { recursive: true })
  await studio.client['jobs.resume']({})
  await expect(room.at('truth-told')).toHaveAttribute('data-state', 'failed', ON_A_BUSY_MACHINE)
  await expect(room.at('truth-told')).toContainText('The comparison did not work.')
  await rename(away, results)
  await room.at('truth-compare').click()
  await told(room)
})

test('garments over each other are not compared, and the card says so', async ({ room }) => {
  await room.at('sample').click()
  await room.hasPicture('garment')
  await room.at('add-garment').click()
  await room.pick('garment', TROUSERS)
  await expect(room.at('garment-row').locator('strong')).toHaveText(['garment-teePrint', 'garment-trousersDenim'])
  await room.at('draft').click()
  await expect(room.at('draft-picture')).toBeVisible(ON_A_BUSY_MACHINE)
  await expect(room.at('truth')).toContainText('cannot be told apart yet')
  await expect(room.at('truth-compare')).toHaveCount(0)
})
