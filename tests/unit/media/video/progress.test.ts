import { expect, it } from 'vitest'
import { createProgressReader, type FfmpegProgress } from '../../../../app/media/video/progress.ts'

function read(lines: readonly string[]): { readonly reports: readonly FfmpegProgress[]; readonly others: readonly string[] } {
  const reports: FfmpegProgress[] = []
  const reader = createProgressReader((report) => reports.push(report))
  return { others: lines.filter((line) => !reader(line)), reports }
}

it('reads reports as ffmpeg prints them, and leaves its log alone', () => {
  const { reports, others } = read([
    'frame=12',
    '[libx264 @ 0x1] [warning] key=value in words',
    'out_time_us=480000',
    'out_time_ms=480000',
    'speed=1.93x',
    'progress=continue',
    'frame=100',
    'out_time_us=4000000',
    'speed=   2x',
    'progress=end',
  ])
  expect(reports).toEqual([
    { frame: 12, outTimeMs: 480, speed: 1.93, isEnd: false },
    { frame: 100, outTimeMs: 4000, speed: 2, isEnd: true },
  ])
  expect(others).toEqual(['[libx264 @ 0x1] [warning] key=value in words'])
})

it('takes what is not known yet as nothing', () => {
  const { reports } = read([
    'frame=0',
    'out_time_us=-9223372036854775808',
    'speed=N/A',
    'progress=continue',
    'out_time_us=N/A',
    'progress=end',
  ])
  expect(reports).toEqual([
    { frame: 0, outTimeMs: 0, speed: null, isEnd: false },
    { frame: 0, outTimeMs: 0, speed: null, isEnd: true },
  ])
})
