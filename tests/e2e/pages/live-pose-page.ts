import type { Page } from '@playwright/test'
import { LANDMARK_NAMES } from '../../../app/domain/landmarks.ts'
import { TryOnPage } from './try-on-page.ts'

/** Joints in the order in which their marks stand in the page: trunk, arms, legs. */
const MARKED = [11, 12, 24, 23, 11, 11, 13, 15, 19, 12, 14, 16, 20, 23, 25, 27, 31, 24, 26, 28, 32] as const

export interface Mark {
  readonly name: (typeof LANDMARK_NAMES)[number]
  readonly index: number
  /** Pixels of the picture. */
  readonly x: number
  readonly y: number
}

/** What the page has open of a source: asked for after it should be closed. */
interface Kept {
  readonly tracks: MediaStreamTrack[]
}

declare global {
  interface Window {
    kept?: Kept
  }
}

/** The live pose on the try-on stage, as a person uses it. */
export class LivePosePage extends TryOnPage {
  async openCamera(): Promise<void> {
    await this.at('live-toggle').click()
    await this.at('live-camera').click()
    await this.at('live-marks').waitFor()
  }

  async openClip(path: string): Promise<void> {
    await this.at('live-toggle').click()
    await this.at('live-clip-input').setInputFiles(path)
    await this.at('live-marks').waitFor()
  }

  /** Which picture the marks were found in, and how long that took. */
  async seen(): Promise<{ readonly timeMs: number; readonly tookMs: number }> {
    const marks = this.at('live-marks')
    return { timeMs: Number(await marks.getAttribute('data-time-ms')), tookMs: Number(await marks.getAttribute('data-took-ms')) }
  }

  async marks(): Promise<readonly Mark[]> {
    const places = await this.at('live-marks')
      .locator('circle')
      .evaluateAll((circles) => circles.map((one) => [Number(one.getAttribute('cx')), Number(one.getAttribute('cy'))] as const))
    if (places.length !== MARKED.length) throw new Error(`There are ${places.length} marks`)
    return places.map(([x, y], place) => {
      const index = MARKED[place] ?? 0
      return { name: LANDMARK_NAMES[index] ?? 'nose', index, x, y }
    })
  }

  /** Remembers the tracks that run now, to be looked at when nothing shows them any more. */
  async keepTracks(): Promise<number> {
    return await this.page.evaluate(() => {
      const stream = document.querySelector<HTMLVideoElement>('[data-testid=live-video]')?.srcObject
      const tracks = stream instanceof MediaStream ? stream.getTracks() : []
      window.kept = { tracks }
      return tracks.filter(({ readyState }) => readyState === 'live').length
    })
  }

  /** Tracks of those that still run, and workers that still look. */
  async running(): Promise<{ readonly tracks: number; readonly workers: number }> {
    const tracks = await this.page.evaluate(() => window.kept?.tracks.filter(({ readyState }) => readyState === 'live').length ?? 0)
    return { tracks, workers: posesIn(this.page) }
  }
}

const posesIn = (page: Page): number => page.workers().filter((worker) => worker.url().includes('pose-worker')).length
