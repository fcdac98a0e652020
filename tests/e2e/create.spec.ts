import { LANGUAGES } from '../../app/domain/languages.ts'
import { hasFfmpeg } from '../support/video-tools.ts'
import { Inspector, seriousFindings } from './axe.ts'
import { test } from './cloud-studio.ts'
import { heapHolds } from './page-memory.ts'
import { layoutFaults } from './pages/layout-faults.ts'
import { VideoPage } from './pages/video-page.ts'
import { expect } from './studio.ts'

const BANANA = 'fal:nano-banana-pro-edit'

test('without a key the room explains itself, asks nobody, and leads to a draft that needs none', async ({ create, emulator, page }) => {
  await create.enter('create')
  await expect(create.at('create-no-keys')).toBeVisible()
  await expect(create.at('make')).toHaveAttribute('aria-disabled', 'true')
  await expect(create.at('make-obstacle')).toHaveAttribute('data-obstacle', 'no-key')
  expect(await seriousFindings(page)).toEqual([])
  await create.takeSampleGarment()
  // The price is known all the same, of the list that comes with the studio.
  await expect(create.at('price')).toContainText('$0.15')
  await create.at('make').click({ force: true })
  await create.at('create-local-draft').click()
  await expect(create.at('garment-picture')).toBeVisible()
  expect(await emulator.control.requests()).toEqual([])
})

test('a first key: a wrong one is refused in clear words, the right one is tested and ready, and the page forgets both', async ({
  create,
  providers,
  emulator,
  page,
  studio,
}) => {
  await create.enter('create')
  await create.at('create-add-key').click()
  await providers.at('page-providers').waitFor()
  const wrong = 'wrong-key-of-nobody-at-all-0123456789'
  await providers.giveKey('fal', wrong)
  await expect(providers.at('test-problem')).toContainText('does not accept this key')
  await expect(providers.standing('fal')).toContainText('Key refused')

  const asked: string[] = []
  await providers.giveKey('fal', emulator.keys.fal)
  page.on('request', (request) => asked.push(`${request.url()} ${request.postData() ?? ''}`))
  await expect(providers.at('test-answer')).toContainText('takes the key')
  await expect(providers.standing('fal')).toContainText('Works')
  await expect(providers.at('key-kept')).toBeVisible()
  await expect(providers.at('key-field')).toHaveCount(0)

  await create.enter('create')
  await create.takeSampleGarment()
  await expect(create.at('make')).toHaveAttribute('aria-disabled', 'false')
  await create.openSettings('providers')
  // What the page does hold is found.
  expect(await heapHolds(page, 'takes up to {{count}} pictures')).toBe(true)
  for (const key of [emulator.keys.fal, wrong]) {
    const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.documentElement.outerHTML]))
    expect(kept).not.toContain(key)
    expect(asked.join('\n')).not.toContain(key)
    expect(JSON.stringify(await studio.client['providers.list']({}))).not.toContain(key)
    expect(await heapHolds(page, key)).toBe(false)
  }
  // A page that comes anew is told that there is a key, and no more.
  await page.reload()
  await providers.connected()
  await providers.at('provider-fal').getByRole('button').first().click()
  await expect(providers.at('key-kept')).toBeVisible()
  await providers.at('remove-key').click()
  await expect(providers.standing('fal')).toContainText('No key')
})

test('a vault is made, is locked after a restart, and opens with its passphrase only', async ({ providers, emulator, studio, page }) => {
  await providers.openSettings('providers')
  await providers.giveKey('google', emulator.keys.google)
  await expect(providers.at('secrets-place')).toHaveAttribute('data-kind', 'session')
  await providers.at('open-vault').click()
  await providers.at('passphrase').fill('open sesame')
  await providers.at('passphrase-again').fill('open sesamo')
  await providers.at('unlock-vault').click()
  await expect(providers.at('vault-problem')).toHaveText('The two are not the same.')
  await providers.at('passphrase-again').fill('open sesame')
  await providers.at('unlock-vault').click()
  await expect(providers.at('secrets-place')).toHaveAttribute('data-kind', 'vault')
  await studio.kill()
  await studio.start()
  await providers.connected()
  await page.reload()
  await providers.connected()
  await expect(providers.at('secrets-note')).toContainText('locked')
  await expect(providers.standing('google')).toContainText('No key')
  await providers.at('open-vault').click()
  await providers.at('passphrase').fill('open seasons')
  await providers.at('unlock-vault').click()
  await expect(providers.at('vault-problem')).toHaveText('This is not the passphrase.')
  await providers.at('passphrase').fill('open sesame')
  await providers.at('unlock-vault').click()
  await expect(providers.standing('google')).not.toContainText('No key')
})

test('a picture is priced, held back by a limit, made through a crash of the studio once and for one bill, compared and handed on', async ({
  create,
  providers,
  emulator,
  studio,
  page,
}) => {
  test.setTimeout(240_000)
  await providers.openSettings('providers')
  await providers.giveKey('fal', emulator.keys.fal)
  await create.enter('create')
  await create.takeSampleGarment()
  await create.chooseModel(BANANA)
  await expect(create.at('price')).toContainText('$0.15')
  await expect(create.at('price-help')).toContainText('at most')

  await create.at('spend-today').click()
  await create.at('limit-all-day').fill('0.20')
  await create.at('limit-all-day').press('Enter')
  await expect(create.at('spend-today')).toHaveText('$0.00 of $0.20 today')
  await create.enter('create')
  await expect(create.at('make-obstacle')).toContainText('leaves $0.20')
  await create.at('make').click({ force: true })
  await create.openSettings('spend')
  await create.at('limit-all-day').fill('5')
  await create.at('limit-all-day').press('Enter')
  await create.enter('create')
  await expect(create.at('make')).toHaveAttribute('aria-disabled', 'false')
  expect(await emulator.control.ledger()).toEqual([])

  await emulator.control.timeline({ by: 'clock', queueMs: 1_000, runMs: 5_000 })
  await create.at('make').click()
  await expect(create.at('job-card')).toHaveAttribute('data-state', 'waiting')
  await expect(create.at('job-card')).toContainText('fal has it')
  expect(await emulator.control.ledger()).toHaveLength(1)
  await studio.kill()
  await studio.start()
  // The key lasted for the session; work that is out there waits for it.
  await create.connected()
  await page.reload()
  await create.connected()
  await create.openSettings('providers')
  await providers.giveKey('fal', emulator.keys.fal)
  if ((await providers.at('resume-provider').count()) > 0) await providers.at('resume-provider').click()
  await create.enter('create')
  await expect(create.results).toHaveCount(1, { timeout: 60_000 })
  await expect(create.at('result-picture')).toBeVisible()
  expect(await emulator.control.ledger()).toHaveLength(1)
  await expect(create.at('result-cost')).toContainText('$0.15')
  await expect(create.at('spend-today')).toHaveText('$0.15 of $5.00 today')

  await emulator.control.timeline({ by: 'polls', pollsUntilDone: 1 })
  await create.at('make').click()
  await expect(create.results).toHaveCount(2, { timeout: 60_000 })
  await create.at('compare-results').click()
  await expect(create.at('beside-picture')).toBeVisible()
  const [one, two] = [create.at('result-picture'), create.at('beside-picture')]
  expect(await one.getAttribute('src')).not.toBe(await two.getAttribute('src'))
  await create.at('compare-results').click()
  await create.at('pick-result').click()
  await expect(create.at('pick-result')).toHaveAttribute('aria-pressed', 'true')

  // Words change a result: it is on the table in the other mode, and what comes of it descends from it.
  await create.at('change-by-words').click()
  await expect(create.at('reference')).toHaveCount(1)
  await create.at('prompt').fill('Make the backdrop a stone wall')
  await create.at('make').click()
  await expect(create.results).toHaveCount(3, { timeout: 60_000 })
  const [newest] = (await studio.client['library.list']({ origin: 'result', limit: 1 })).assets
  const [picked] = (await studio.client['library.list']({ origin: 'result', flag: 'pick', limit: 1 })).assets
  expect(newest?.lineage?.parents.map(({ assetId }) => assetId)).toEqual([picked?.id])
  await create.at('result-gallery').click()
  await expect(create.at('lineage')).toBeVisible()

  await create.openSettings('spend')
  await expect(create.at('spend-total')).toContainText('$0.45')
  await page.getByRole('radio', { name: 'Model' }).click()
  await expect(create.at('spend-table').locator('tbody tr')).toHaveCount(1)
  const download = page.waitForEvent('download')
  await create.at('save-csv').click()
  expect((await download).suggestedFilename()).toMatch(/^drape-spend-.*\.csv$/)
})

test('the prompt is written of words, style, choices and garment, changed by hand or not at all, and a look is kept by name', async ({
  create,
  providers,
  emulator,
  studio,
  page,
}) => {
  test.setTimeout(120_000)
  await providers.openSettings('providers')
  await providers.giveKey('fal', emulator.keys.fal)
  await create.enter('create')
  await create.takeSampleGarment()
  await create.chooseModel(BANANA)
  const encoded = create.at('encoded-prompt')
  await create.at('prompt').fill('She waits for a tram')
  await expect(encoded).toHaveValue(/She waits for a tram/)
  await create.at('style-cinematic').click()
  await expect(encoded).toHaveValue(/cinematic still/)
  await create.at('shoot').locator('summary').click()
  await create.at('shoot-season').selectOption('winter')
  await expect(encoded).toHaveValue(/winter/)
  await create.at('look-at-garment').click()
  await expect(create.at('garment-seen')).toContainText('T-shirt', { timeout: 60_000 })
  await expect(encoded).toHaveValue(/t-shirt/)
  await create.at('idea').first().click()
  await expect(encoded).toHaveValue(/light denim/)
  await create.at('prompt').fill('She waits for a tram')
  expect(await seriousFindings(page)).toEqual([])

  await create.at('preset-name').fill('Tram stop')
  await create.at('save-preset').click()
  await expect(create.at('preset')).toHaveValue('Tram stop')
  await create.at('style-minimal').click()
  await create.at('shoot-season').selectOption('')
  await expect(encoded).not.toHaveValue(/winter/)
  await create.at('preset').selectOption('')
  await create.at('preset').selectOption('Tram stop')
  await expect(encoded).toHaveValue(/cinematic still.*winter|winter.*cinematic still/s)
  await create.at('forget-preset').click()
  await expect(create.at('preset')).toHaveCount(0)
  expect((await studio.client['prompts.presets']({})).presets).toEqual([])

  const sentBy = async (count: number): Promise<string> => {
    await expect(create.at('make')).toHaveAttribute('aria-disabled', 'false')
    await create.at('make').click()
    await expect(create.results).toHaveCount(count, { timeout: 60_000 })
    const [job] = (await studio.client['jobs.list']({ limit: 10 })).jobs.filter(({ kind }) => kind === 'generate')
    return (job?.payload as { readonly prompt?: string } | undefined)?.prompt ?? ''
  }
  const written = await encoded.inputValue()
  expect(await sentBy(1)).toBe(written)
  await encoded.fill(`${written} A red scarf.`)
  await expect(create.at('encode-again')).toBeVisible()
  expect(await sentBy(2)).toBe(`${written} A red scarf.`)
  await create.at('encode-again').click()
  await expect(encoded).toHaveValue(written)
  await create.at('encoder').click()
  await expect(encoded).toHaveCount(0)
  expect(await sentBy(3)).toBe('She waits for a tram')
})

test('work whose answer was lost asks before anything is sent again, and names both sums', async ({
  create,
  providers,
  emulator,
  page,
}) => {
  test.setTimeout(180_000)
  await providers.openSettings('providers')
  await providers.giveKey('google', emulator.keys.google)
  await create.enter('create')
  await create.takeSampleGarment()
  await create.chooseModel('google:nano-banana-2.1')
  await emulator.control.fault({ name: 'accept-then-reset', provider: 'google' })
  await create.at('make').click()
  await expect(create.at('create-attention')).toContainText('may already be spent', { timeout: 60_000 })
  await expect(create.at('decide-send-again')).toContainText(/\$0\.042 \+ \$0\.042/)
  expect(await seriousFindings(page)).toEqual([])
  await create.at('tray-attention').click()
  await expect(create.at('attention')).toContainText('Google Gemini did not answer')
  expect(await emulator.control.ledger()).toHaveLength(1)
  await create.at('decide-send-again').click()
  await create.enter('create')
  await expect(create.results).toHaveCount(1, { timeout: 60_000 })
  expect(await emulator.control.ledger()).toHaveLength(2)
  await create.enter('jobs')
  await page.getByRole('radio', { name: /Finished/ }).click()
  await create.at('job-row').first().getByRole('link').click()
  await expect(create.at('submissions').locator('li')).toHaveCount(2)
  await expect(create.at('submissions').locator('li').first()).toContainText('Given up')
})

test('a refused picture says so, a refused key leads to its place', async ({ create, providers, emulator }) => {
  test.setTimeout(120_000)
  await providers.openSettings('providers')
  await providers.giveKey('fal', emulator.keys.fal)
  await create.enter('create')
  await create.takeSampleGarment()
  await emulator.control.fault({ name: 'moderated', provider: 'fal' })
  await create.at('make').click()
  await expect(create.at('create-failed')).toContainText('refused this picture or text', { timeout: 60_000 })
  await create.at('failed-forget').click()
  await expect(create.cells).toHaveCount(0)
  await emulator.control.fault({ name: 'refuse-401', provider: 'fal', on: ['create', 'upload'], times: 'always' })
  await create.at('make').click()
  await expect(create.at('make-obstacle')).toHaveAttribute('data-obstacle', 'paused', { timeout: 60_000 })
  await create.at('to-provider').click()
  await expect(providers.at('provider-hold')).toContainText('does not accept this key')
  await emulator.control.clearFaults()
  await providers.at('resume-provider').click()
  await create.enter('create')
  await expect(create.results).toHaveCount(1, { timeout: 60_000 })
})

test('a still becomes a take at a service, by its direction and for the price that was shown', async ({
  create,
  providers,
  emulator,
  studio,
  page,
}) => {
  test.skip(!hasFfmpeg, 'ffmpeg is not on this machine')
  test.setTimeout(180_000)
  await providers.openSettings('providers')
  await providers.giveKey('fal', emulator.keys.fal)
  await create.enter('create')
  await create.takeSampleGarment()
  const [garment] = (await studio.client['library.list']({ limit: 1, text: 'garment-teePrint' })).assets
  const desk = new VideoPage(page)
  await page.evaluate((id) => {
    location.hash = `#video/${id}`
  }, garment?.id)
  await desk.at('video-work').waitFor()
  await expect(desk.at('choose-maker')).toContainText('This computer')
  await desk.at('choose-maker').click()
  await page.locator('[data-testid=model-card][data-model="fal:kling-2.5-turbo"]').getByRole('button').first().click()
  await expect(desk.at('take-price')).toContainText('$0.35')
  await expect(desk.at('told')).toContainText('frame rate')
  expect(await seriousFindings(page)).toEqual([])
  await desk.at('render').click()
  await desk.rendered()
  await expect(desk.at('take-maker')).toContainText('Kling 2.5 Turbo Pro, fal')
  await expect(desk.at('take-cost')).toHaveText('$0.35')
  const [sent] = await emulator.control.ledger()
  expect(sent?.model).toContain('kling')
  // The direction was said to it in words.
  const [clip] = (await studio.client['library.list']({ origin: 'result', kind: 'clip', limit: 1 })).assets
  expect(JSON.stringify(clip?.lineage?.recipe)).toMatch(/dolly|push|camera/i)
})

test('every screen of it, in every language and theme: nothing for axe, and no text that does not fit', async ({
  create,
  providers,
  emulator,
  studio,
  page,
}) => {
  test.setTimeout(300_000)
  const inspector = new Inspector(page, studio.client)
  const faults: Record<string, readonly string[]> = {}
  const look = async (screen: string): Promise<void> => {
    await inspector.look(screen)
    for (const { id: language } of LANGUAGES) {
      await studio.client['preferences.change']({ language })
      await page.locator(`html[lang=${language}]`).waitFor()
      for (const [width, height] of [
        [1280, 800],
        [1920, 1080],
      ] as const) {
        await page.setViewportSize({ width, height })
        const found = await layoutFaults(page)
        if (found.length > 0) faults[`${screen}, ${language}, ${width} x ${height}`] = found
      }
    }
    await studio.client['preferences.change']({ language: 'en' })
    await page.locator('html[lang=en]').waitFor()
  }
  await create.enter('create')
  await create.at('create-no-keys').waitFor()
  await look('no key')
  await providers.openSettings('providers')
  await providers.giveKey('fal', emulator.keys.fal)
  await look('providers')
  await create.enter('create')
  await create.takeSampleGarment()
  await create.at('choose-model').click()
  await look('models')
  await page.keyboard.press('Escape')
  await page.getByRole('radio', { name: '2', exact: true }).click()
  await create.at('make').click()
  await expect(create.results).toHaveCount(2, { timeout: 60_000 })
  await create.at('advanced').locator('summary').click()
  await look('results')
  await create.openSettings('spend')
  await look('spending')
  await create.enter('jobs')
  await page.getByRole('radio').nth(2).click()
  await create.at('job-row').first().getByRole('link').click()
  await create.at('job-money').waitFor()
  await look('job')
  expect(inspector.found).toEqual({})
  expect(faults).toEqual({})
})
