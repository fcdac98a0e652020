import { PoseLandmarker, type RunningMode } from '@mediapipe/tasks-vision'
import { landmarksOf } from './landmarks-of.ts'
import type { EyesPlace, FromEyes, Gaze, ToEyes } from './pose-messages.ts'

/** The part of a worker's global scope that is used; the page's types know only that of a window. */
interface WorkerScope {
  postMessage(message: FromEyes): void
  close(): void
  onmessage: ((event: MessageEvent<ToEyes>) => void) | null
}
const scope = globalThis as unknown as WorkerScope

const MODES = { moving: 'VIDEO', still: 'IMAGE' } as const satisfies Record<Gaze, RunningMode>

/** The module tells its whole life on the console, as errors too; what it said last is worth hearing where it ends. */
const said: string[] = []
const MOST_SAID = 10
for (const level of ['log', 'info', 'warn', 'error'] as const)
  console[level] = (...words: readonly unknown[]) => {
    said.push(words.join(' '))
    if (said.length > MOST_SAID) said.shift()
  }

let landmarker: PoseLandmarker | undefined
let mode: RunningMode = 'VIDEO'
let lastMs = 0

scope.onmessage = ({ data }) => {
  if (data.kind === 'open') void open(data.place).catch(lose)
  else if (data.kind === 'look')
    void look(data)
      .catch(lose)
      .finally(() => data.picture.close())
  else {
    landmarker?.close()
    landmarker = undefined
    scope.postMessage({ kind: 'closed' })
    scope.close()
  }
}

async function open({ loaderUrl, wasmUrl, modelUrl }: EyesPlace): Promise<void> {
  const response = await fetch(modelUrl)
  if (!response.ok) throw new Error(`The networks could not be fetched: ${response.status}`)
  const modelAssetBuffer = new Uint8Array(await response.arrayBuffer())
  // No masks: asked for on the processor they end the module (tasks-vision 0.10.35 and 1.1.0).
  landmarker = await PoseLandmarker.createFromOptions(
    { wasmLoaderPath: loaderUrl, wasmBinaryPath: wasmUrl },
    { baseOptions: { modelAssetBuffer, delegate: 'CPU' }, runningMode: mode, numPoses: 1 },
  )
  scope.postMessage({ kind: 'ready' })
}

async function look({ picture, size, timeMs, gaze }: Extract<ToEyes, { kind: 'look' }>): Promise<void> {
  if (landmarker === undefined) return
  const startedMs = performance.now()
  if (mode !== MODES[gaze]) {
    mode = MODES[gaze]
    await landmarker.setOptions({ runningMode: mode })
  }
  // A clip that begins again, or a step back, must not go back in time.
  lastMs = Math.max(lastMs + 1, startedMs)
  const { landmarks } = mode === 'VIDEO' ? landmarker.detectForVideo(picture, lastMs) : landmarker.detect(picture)
  const tookMs = performance.now() - startedMs
  scope.postMessage({ kind: 'seen', pose: { landmarks: landmarksOf(landmarks[0], size), timeMs, tookMs, gaze } })
}

function lose(thrown: unknown): void {
  const reason = thrown instanceof Error ? thrown.message : String(thrown)
  scope.postMessage({ kind: 'lost', reason: [reason, ...said].join('\n') })
}
