import type { LiveProblem } from './live-state.ts'

/** A camera of this machine. */
export interface Camera {
  readonly id: string
  /** As the system calls it; empty before the camera may be used. */
  readonly name: string
}

/** Enough for a person picture; a camera that has less gives what it has. */
const IDEAL = { width: { ideal: 1920 }, height: { ideal: 1080 } } as const

/**
 * Opens a camera: pictures only, never sound.
 *
 * @throws DOMException what `problemOf` tells apart
 */
export async function openCamera(deviceId: string | null): Promise<MediaStream> {
  const which = deviceId === null ? {} : { deviceId: { exact: deviceId } }
  return await devices().getUserMedia({ audio: false, video: { ...IDEAL, ...which } })
}

export async function listCameras(): Promise<readonly Camera[]> {
  const found = await devices().enumerateDevices()
  return found.filter(({ kind }) => kind === 'videoinput').map(({ deviceId, label }) => ({ id: deviceId, name: label }))
}

/** What kept a camera from opening, by the names that the Media Capture specification gives (section 10.1, `getUserMedia`). */
export function problemOf(thrown: unknown): LiveProblem {
  const name = thrown instanceof Error || thrown instanceof DOMException ? thrown.name : ''
  switch (name) {
    case 'NotAllowedError':
    case 'SecurityError':
    case 'InvalidStateError':
      return 'refused'
    case 'NotReadableError':
    case 'AbortError':
      return 'busy'
    default:
      return 'no-camera'
  }
}

/** Ends every track: the light at the camera goes out. */
export function stopStream(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop()
}

/** @throws DOMException `NotFoundError` where the browser has none to offer, as over an address that is not secure */
function devices(): MediaDevices {
  const found = (navigator as Partial<Navigator>).mediaDevices
  if (found === undefined) throw new DOMException('There are no media devices', 'NotFoundError')
  return found
}
