import { parentPort, workerData } from 'node:worker_threads'
import type { Rgb8 } from '../../../app/domain/raster.ts'
import { openEyes } from '../../../app/inference/open-eyes.ts'
import { GRAB_BACKGROUND, GRAB_PROBABLY_FOREGROUND, grabCut } from '../../../app/raster/grab-cut/grab-cut.ts'

/** Looks at one picture with the eyes of this thread: pose, and GrabCut from a frame. */
const image = workerData as Rgb8
const eyes = await openEyes()
const [person] = await eyes.findPeople(image, { model: 'full', passes: 1, maxPeople: 1 })
const seeds = new Uint8Array(image.width * image.height).map((_, i) => (i % image.width < 12 ? GRAB_BACKGROUND : GRAB_PROBABLY_FOREGROUND))
const foreground = grabCut(image, seeds, 1).reduce((sum, value) => sum + value, 0)
await eyes.close()
parentPort?.postMessage({ landmarks: person?.pose.landmarks, foreground })
