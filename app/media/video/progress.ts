/** How far a run of ffmpeg has come, in what it has written. */
export interface FfmpegProgress {
  /** Frames of picture; 0 while only sound is made. */
  readonly frame: number
  /** Time of the output, in milliseconds. */
  readonly outTimeMs: number
  /** How many times faster than it plays; null before ffmpeg knows. */
  readonly speed: number | null
  /** True for the last report of a run. */
  readonly isEnd: boolean
}

const KEY_VALUE = /^([a-z0-9_]+)=\s*(\S*)\s*$/

/**
 * Gathers the `key=value` lines of `-progress` into reports; each ends with the line `progress=...`.
 *
 * @returns a function that takes one line and says whether it belonged to a report.
 */
export function createProgressReader(onReport: (progress: FfmpegProgress) => void): (line: string) => boolean {
  let values: Record<string, string> = {}
  return (line) => {
    const [, key, value] = KEY_VALUE.exec(line) ?? []
    if (key === undefined || value === undefined) return false
    values[key] = value
    if (key === 'progress') {
      onReport(reportOf(values))
      values = {}
    }
    return true
  }
}

function reportOf(values: Readonly<Record<string, string>>): FfmpegProgress {
  // `out_time_ms` holds microseconds too, in every version; it is negative or "N/A" before the first packet.
  const outTimeUs = Number(values['out_time_us'])
  const speed = Number.parseFloat(values['speed'] ?? '')
  return {
    frame: Math.max(0, Number.parseInt(values['frame'] ?? '0', 10) || 0),
    outTimeMs: Number.isFinite(outTimeUs) ? Math.max(0, outTimeUs / 1000) : 0,
    speed: Number.isFinite(speed) ? speed : null,
    isEnd: values['progress'] === 'end',
  }
}
