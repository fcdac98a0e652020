import { describe, expect, it } from 'vitest'
import { type ConfigSources, readConfig } from '../../../app/platform/config.ts'

const base: ConfigSources = { env: {}, platform: 'linux', homeFolder: '/home/ada', cpuCount: 4 }

describe('readConfig', () => {
  it('puts the library where each system keeps the data of programs', () => {
    expect(readConfig(base).libraryFolder).toBe('/home/ada/.local/share/drape/library')
    expect(readConfig({ ...base, env: { XDG_DATA_HOME: '/data' } }).libraryFolder).toBe('/data/drape/library')
    expect(readConfig({ ...base, platform: 'darwin' }).libraryFolder).toBe('/home/ada/Library/Application Support/Drape/library')
    expect(readConfig({ ...base, platform: 'win32', env: { LOCALAPPDATA: '/c/local' } }).libraryFolder).toContain('Drape')
  })

  it('takes the command line before the environment before the default', () => {
    const env = { DRAPE_LIBRARY: '/from/env', DRAPE_MAX_PIXELS: '1000', DRAPE_PIXEL_WORKERS: '2' }
    expect(readConfig({ ...base, env }).libraryFolder).toBe('/from/env')
    expect(readConfig({ ...base, env, libraryFolder: '/from/args' }).libraryFolder).toBe('/from/args')
    expect(readConfig({ ...base, env })).toMatchObject({
      imageLimits: { maxPixels: 1000, maxImageBytes: 200 * 1024 * 1024 },
      pixelWorkers: 2,
    })
    expect(readConfig(base)).toMatchObject({ pixelWorkers: 3, imageLimits: { maxPixels: 100e6 }, workingLongSidePx: 1536 })
    expect(readConfig({ ...base, env: { DRAPE_LIBRARY: ' ' } }).libraryFolder).toContain('.local')
  })

  it.each([{ DRAPE_MAX_PIXELS: 'many' }, { DRAPE_PIXEL_WORKERS: '0' }, { DRAPE_LOG_LEVEL: 'loud' }])('refuses %j', (env) => {
    expect(() => readConfig({ ...base, env })).toThrow(expect.objectContaining({ code: 'request.invalid' }))
  })
})
