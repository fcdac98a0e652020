import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { StudioEvent } from '../../../app/contract/events.ts'
import type { JobId } from '../../../app/domain/ids.ts'
import { isFinished } from '../../../app/domain/job.ts'
import { clientOf, listenIn, makeBarePage, type WindowClient } from '../../support/electron-double/bare-page.ts'
import { type DesktopDouble, hasChromium, launchDouble } from '../../support/electron-double/launch.ts'
import { until } from '../../support/until.ts'

const SAMPLES = join(import.meta.dirname, '../../../resources/samples')

let app: DesktopDouble
let page: Page
let client: WindowClient

const ended = (id: JobId) =>
  until(`job ${id} ends`, async () => {
    const job = await client['jobs.get']({ id })
    return isFinished(job.state) && job
  })
const heard = () => page.evaluate(() => window.heard)
const seqs = async () => (await heard()).flatMap((event) => ('seq' in event ? [event.seq] : []))

/** A job that takes a while: it waits for nothing but the processor. */
const startPose = async (): Promise<JobId> => {
  const { jobId } = await client['library.import-sample']({})
  const { result } = await ended(jobId)
  const known = result as { imported: { id: string }[]; duplicates: { id: string }[] }
  const [asset] = [...known.imported, ...known.duplicates]
  return (await client['pose.start']({ assetId: asset?.id as never })).jobId
}

describe.skipIf(!hasChromium)('the window over real main, preload and page', () => {
  beforeAll(async () => {
    app = await launchDouble({ pagesFolder: await makeBarePage() })
    page = await app.window()
    client = clientOf(page)
  })
  afterAll(async () => {
    expect(await app.close()).toBe(0)
    expect(app.errors()).toBe('')
  })

  describe('the contract', () => {
    it('answers a query, and says what this host can do', async () => {
      expect(await client['host.describe']({})).toMatchObject({
        version: expect.any(String),
        capabilities: { nativeDialogs: true, revealInFolder: true, dragOut: true, nativeMenu: true, pathImport: true, secureSecrets: true },
      })
    })

    it('carries an error with its code', async () => {
      await expect(client['jobs.get']({ id: 'job_00000000000000000000' as JobId })).rejects.toMatchObject({ code: 'job.not-found' })
      await expect(client['jobs.get']({ id: 'nonsense' as JobId })).rejects.toMatchObject({ code: 'request.invalid' })
    })

    it('refuses what belongs to the host alone', async () => {
      for (const [name, input] of [
        ['media.locate', { hash: '0'.repeat(64), variant: 'original' }],
        ['core.stop', {}],
        ['uploads.open', {}],
        ['nobody.knows', {}],
      ] as const)
        await expect((client as never as Record<string, (input: unknown) => Promise<unknown>>)[name]?.(input)).rejects.toMatchObject({
          code: 'request.unknown-procedure',
        })
    })

    it('imports a path only after a person handed it over', async () => {
      const path = join(SAMPLES, 'person-ada.jpg')
      await expect(client['library.import-paths']({ paths: [path] })).rejects.toMatchObject({ code: 'request.forbidden' })
      await app.evaluate(({ BrowserWindow }, at) => BrowserWindow.getAllWindows()[0]?.webContents.nameFile('person-ada.jpg', at), path)
      const found = await page.evaluate(() => drape.pathForFile(new File(['x'], 'person-ada.jpg')))
      expect(found).toBe(path)
      const { jobId } = await client['library.import-paths']({ paths: [path] })
      expect(await ended(jobId)).toMatchObject({ state: 'succeeded', result: { refused: [] } })
    })

    it('gives no path for a file that the page made, and grants none', async () => {
      expect(await page.evaluate(() => drape.pathForFile(new File(['x'], 'made-here.jpg')))).toBe('')
      await expect(page.evaluate(() => drape.pathForFile('/etc/passwd'))).rejects.toThrow(/takes a File/)
    })

    it('refuses what cannot be cloned, and what is no call', async () => {
      const send = (value: string) =>
        page.evaluate(async (source) => {
          const made: unknown = source === 'function' ? { id: 'f', name: 'jobs.list', input: { run: () => 1 } } : source
          return await drape.call(made as never).then(
            (reply) => (reply.ok ? 'accepted' : reply.error.code),
            (error: Error) => error.message,
          )
        }, value)
      expect(await send('function')).toMatch(/could not be cloned/)
      expect(await send('no call')).toBe('request.invalid')
    })

    it('passes a cancel on to the call that is meant', async () => {
      const { jobId } = await client['library.import-sample']({})
      await ended(jobId)
      const codes = await page.evaluate(async () => {
        const check = { name: 'host.doctor', input: { verify: true } }
        const replies = ['meant', 'other'].map((id) => drape.call({ id, ...check }))
        drape.cancel('meant')
        return (await Promise.all(replies)).map((reply) => (reply.ok ? 'done' : reply.error.code))
      })
      expect(codes).toEqual(['job.canceled', 'done'])
    })
  })

  describe('a page that goes away in the middle of a job', () => {
    it('hears after a reload what it missed, each event once and in order', async () => {
      await listenIn(page)
      const id = await startPose()
      await until('the job runs', async () => (await heard()).some((event) => event.type === 'job.changed' && event.job.id === id))
      const last = Math.max(...(await seqs()))
      await page.reload()
      expect((await client['jobs.get']({ id })).kind).toBe('pose')
      const job = await ended(id)
      await listenIn(page, last)
      await until('the end is heard', async () =>
        (await heard()).some((event) => event.type === 'job.changed' && event.job.id === id && event.job.state === 'succeeded'),
      )
      expect(job.state).toBe('succeeded')
      const order = await seqs()
      // Some numbers are of progress that newer progress has replaced.
      expect(order[0]).toBeGreaterThan(last)
      expect(order).toEqual([...new Set(order)].sort((a, b) => a - b))
    })

    it('comes back where it was after its process died; the job does not notice', async () => {
      await page.evaluate(() => {
        location.hash = 'jobs'
        sessionStorage.setItem('kept', 'yes')
      })
      const id = await startPose()
      await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer())
      page = await until('another page is there', async () => {
        const next = await app.window()
        return next !== page && next
      })
      client = clientOf(page)
      await page.waitForFunction(() => 'drape' in window && location.hash === '#jobs')
      expect(await ended(id)).toMatchObject({ state: 'succeeded', attempts: 1 })
      await listenIn(page)
      await client['jobs.pause']({})
      await client['jobs.resume']({})
      await until('events arrive again', async () => (await heard()).some((event) => (event as StudioEvent).type === 'queue.changed'))
    })

    it('is not brought back for ever: the person is asked', async () => {
      const crash = () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer())
      await app.evaluate(({ dialog, shown }) => {
        dialog.showMessageBox = async (...values: unknown[]) => {
          shown.push({ what: 'message', values })
          return { response: 0, checkboxChecked: false }
        }
      })
      for (let death = 0; death < 3; death++) {
        const before = page
        await crash()
        page = await until('another page is there', async () => {
          const next = await app.window()
          return next !== before && next
        })
        await page.waitForFunction(() => 'drape' in window)
      }
      const asked = await app.evaluate(({ shown }) => shown.filter(({ what }) => what === 'message').length)
      expect(asked).toBe(1)
      expect(await clientOf(page)['host.describe']({})).toMatchObject({ version: expect.any(String) })
    })
  })
})
