import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp, { type Sharp } from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeClip } from '../support/make-clip.ts'
import { hasFfmpeg } from '../support/video-tools.ts'

const MAIN = join(import.meta.dirname, '../../app/server/main.ts')
const SAMPLES = join(import.meta.dirname, '../../resources/samples')
const PERSON = join(SAMPLES, 'person-ada.jpg')
const GARMENT = join(SAMPLES, 'garment-teePrint.jpg')
const TROUSERS = join(SAMPLES, 'garment-trousersDenim.jpg')

let folder: string
let library: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'drape-cli-'))
  library = join(folder, 'library')
})
afterAll(() => rm(folder, { recursive: true, force: true }))

interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
  /** The object on the last line of stdout. */
  readonly json: Record<string, unknown>
}

function drape(
  args: readonly string[],
  options: { readonly interruptAt?: RegExp; readonly library?: string; readonly env?: Readonly<Record<string, string>> } = {},
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [MAIN, ...args, '--library', options.library ?? library], {
      env: { ...process.env, DRAPE_LOG_LEVEL: 'warn', ...options.env },
    })
    let stdout = ''
    let stderr = ''
    child.stdout.setEncoding('utf8').on('data', (part: string) => {
      stdout += part
      if (options.interruptAt?.test(stdout) === true) child.kill('SIGINT')
    })
    child.stderr.setEncoding('utf8').on('data', (part: string) => {
      stderr += part
    })
    child.on('error', reject)
    child.on('close', (code) => {
      const last = stdout.trimEnd().split('\n').at(-1) ?? ''
      resolve({ code, stdout, stderr, json: last.startsWith('{') ? JSON.parse(last) : {} })
    })
  })
}

describe('the command line', () => {
  it('makes a draft, keeps it in the library and leaves the inputs as they were', async () => {
    const before = await Promise.all([PERSON, GARMENT].map(hashOf))
    const out = join(folder, 'draft.png')
    const debug = join(folder, 'debug')
    const { code, json, stdout } = await drape([
      'try-on',
      '--person',
      PERSON,
      '--garment',
      GARMENT,
      '--out',
      out,
      '--debug',
      debug,
      '--json',
    ])
    expect(code, stdout).toBe(0)
    expect(json).toMatchObject({
      ok: true,
      verdict: expect.stringMatching(/^(ok|below-threshold)$/),
      out,
      qualityScore: expect.any(Number),
      defects: expect.any(Array),
      garment: { type: 't-shirt', kind: 'flat', confidence: expect.any(Number) },
      strategy: expect.any(String),
      retries: expect.any(Number),
      totalMs: expect.any(Number),
    })
    expect(json.stages).toEqual(expect.arrayContaining([{ id: 'compose-draft', ms: expect.any(Number), cached: false }]))
    expect(await Promise.all([PERSON, GARMENT].map(hashOf))).toEqual(before)
    await expectUntouchedOutside(out, json.editMask as string)
    for (const file of ['person.png', 'garment.png', 'mesh.json', 'timings.json'])
      expect((await readFile(join(debug, file))).length).toBeGreaterThan(20)
  })

  it('gives identical bytes for the same recipe, and remembers every stage', async () => {
    const out = join(folder, 'again.png')
    const { json } = await drape(['try-on', '--person', PERSON, '--garment', GARMENT, '--out', out, '--json'])
    expect(await hashOf(out)).toBe(await hashOf(join(folder, 'draft.png')))
    expect((json.stages as { cached: boolean }[]).filter((stage) => !stage.cached).length).toBeLessThanOrEqual(1)
    const elsewhere = join(folder, 'elsewhere.png')
    await drape(['try-on', '--person', PERSON, '--garment', GARMENT, '--out', elsewhere, '--json'], { library: join(folder, 'other') })
    expect(await hashOf(elsewhere)).toBe(await hashOf(out))
  })

  it('dresses a person in several garments', async () => {
    const out = join(folder, 'outfit.png')
    const debug = join(folder, 'outfit-debug')
    const { code, json, stdout } = await drape(
      ['try-on', '--person', PERSON, '--garment', GARMENT, '--garment', TROUSERS, '--garment-type', 'tshirt', '--tuck', 'in'].concat([
        '--out',
        out,
        '--debug',
        debug,
        '--json',
      ]),
    )
    expect(code, stdout).toBe(0)
    expect(json).toMatchObject({
      ok: true,
      garments: [
        { type: 't-shirt', visible: expect.any(Number), qualityScore: expect.any(Number), defects: expect.any(Array) },
        { type: 'trousers', visible: 1 },
      ],
    })
    expect(json).not.toHaveProperty('garment')
    await expectUntouchedOutside(out, json.editMask as string)
    for (const file of ['1-t-shirt/mesh.json', '2-trousers/mesh.json', 'timings.json'])
      expect((await readFile(join(debug, file))).length).toBeGreaterThan(20)
  })

  it('takes what was put right by hand from a file, and refuses what is no correction', async () => {
    const file = join(folder, 'corrections.json')
    const args = ['try-on', '--person', PERSON, '--garment', GARMENT, '--corrections', file, '--json']
    const stroke = { mask: 'front', mode: 'add', width: 0.05, hardness: 1, points: [[0.5, 0.3]] }
    await writeFile(file, JSON.stringify({ joints: [{ name: 'left-elbow', x: 0.7, y: 0.4 }], strokes: [stroke] }))
    const { code, json } = await drape(args)
    expect(code, JSON.stringify(json)).toBe(0)
    expect((json.stages as { id: string }[]).map(({ id }) => id)).toContain('brush-scene')
    for (const wrong of ['no json', '{"strokes":[{"mask":"sky"}]}', '{"stroke":[]}']) {
      await writeFile(file, wrong)
      const refused = await drape(args)
      expect(refused.code, wrong).toBe(2)
      expect(refused.json).toMatchObject({ ok: false, error: { code: 'request.invalid' } })
    }
    await rm(file)
    expect((await drape(args)).json).toMatchObject({ ok: false, error: { code: 'file.not-found' } })
  })

  it('drafts every person in every garment, looks at each of them once, and goes on where a pair fails', { timeout: 120_000 }, async () => {
    const grid = { library: join(folder, 'grid') }
    const empty = join(folder, 'nobody.png')
    await sharp({ create: { width: 400, height: 500, channels: 3, background: '#ddd' } })
      .png()
      .toFile(empty)
    const [out, sheet] = [join(folder, 'grid-drafts'), join(folder, 'sheets', 'grid.jpg')]
    const persons = [PERSON, join(SAMPLES, 'person-ben.jpg')]
    const garments = [GARMENT, TROUSERS]
    const args = ['grid', '--working-side', '640', ...[...persons, empty].flatMap((file) => ['--person', file])]
    const dressed = [...args, ...garments.flatMap((file) => ['--garment', file]), '--out', out, '--sheet', sheet, '--json']
    const { code, json } = await drape(dressed, grid)
    expect(code, JSON.stringify(json)).toBe(0)
    const pairs = json.pairs as { person: string; garment: string; verdict: string; out: string; ms: number }[]
    expect(pairs.map(({ person, garment }) => [person, garment])).toEqual(
      [...persons, empty].flatMap((person) => garments.map((garment) => [person, garment])),
    )
    for (const pair of pairs.slice(0, 4)) {
      expect(pair).toMatchObject({ qualityScore: expect.any(Number), defects: expect.any(Array), ms: expect.any(Number) })
      expect(['ok', 'below-threshold']).toContain(pair.verdict)
      expect(await sharp(pair.out).metadata()).toMatchObject({ format: 'png', height: 640 })
    }
    for (const pair of pairs.slice(4)) expect(pair).toMatchObject({ verdict: 'failed', error: { code: 'tryon.pose-failed' } })
    // Two drafts run at a time: what one has under way the other waits for.
    expect(json.ran).toMatchObject({
      'load-photo': 4,
      'estimate-pose': 2,
      'segment-person': 2,
      'prepare-garment': 2,
      'analyse-garment': 2,
    })
    expect((json.ran as Record<string, number>)['analyse-person']).toBeLessThanOrEqual(4)
    expect(await sharp(sheet).metadata()).toMatchObject({ format: 'jpeg', width: 3 * 204 + 4, height: 4 * 308 + 4 })
    const jobs = (await drape(['jobs', 'list', '--json'], grid)).json.jobs as { kind: string; state: string }[]
    expect(
      jobs
        .filter(({ kind }) => kind === 'try-on')
        .map(({ state }) => state)
        .sort(),
    ).toEqual(['failed', 'failed', 'succeeded', 'succeeded', 'succeeded', 'succeeded'])
    const again = await drape([...dressed, '--strict'], grid)
    expect(again.code).toBe(1)
    expect(again.json).toMatchObject({ ok: false, ran: {} })
    // A picture that cannot be brought in fails its pairs; where all fail, so does the command.
    const lost = await drape(['grid', '--person', PERSON, '--garment', join(folder, 'no-such.jpg'), '--json'], grid)
    expect(lost.code).toBe(1)
    expect(lost.json).toMatchObject({ ok: false, pairs: [{ verdict: 'failed', error: { code: 'file.not-found' } }] })
    const table = await drape(['grid', '--person', PERSON, '--garment', GARMENT, '--working-side', '640'], grid)
    expect(table.stdout).toMatch(/person-ada\.jpg +garment-teePrint\.jpg +(ok|below-threshold) +\d\.\d\d +\d+ ms/)
    expect(table.stdout).toContain('1 drafted, 0 failed')
  })

  it('turns a draft below the threshold into a failure only with --strict', async () => {
    const args = [
      'try-on',
      '--person',
      PERSON,
      '--garment',
      GARMENT,
      '--threshold',
      '1',
      '--max-retries',
      '0',
      '--garment-type',
      'shirt',
      '--json',
    ]
    const lenient = await drape(args)
    expect(lenient.code).toBe(0)
    if (lenient.json.verdict === 'ok') return
    const strict = await drape([...args, '--strict'])
    expect(strict.code).toBe(1)
    expect(strict.json).toMatchObject({ ok: false, error: { code: 'tryon.quality-failed', alias: 'QUALITY_CHECK_FAILED' } })
  })

  it('says which stage refused, and why', async () => {
    const empty = join(folder, 'empty.png')
    await sharp({ create: { width: 400, height: 500, channels: 3, background: '#ddd' } })
      .png()
      .toFile(empty)
    const { code, json } = await drape(['try-on', '--person', empty, '--garment', GARMENT, '--json'])
    expect(code).toBe(1)
    expect(json).toMatchObject({
      ok: false,
      error: { alias: 'POSE_FAILED', stage: expect.any(String), message: expect.any(String), details: expect.any(Object) },
    })
  })

  it('cuts out and finds poses in pixels of the upright picture', async () => {
    const [out, mask] = [join(folder, 'cut.png'), join(folder, 'mask.png')]
    const cut = await drape(['cut-out', '--in', GARMENT, '--kind', 'garment', '--out', out, '--mask', mask, '--json'])
    expect(cut.json).toMatchObject({
      ok: true,
      out,
      mask,
      coverage: expect.any(Number),
      method: expect.any(String),
      ms: expect.any(Number),
    })
    expect(await sharp(out).metadata()).toMatchObject({ width: 1024, height: 1024, channels: 4 })
    expect(await sharp(mask).metadata()).toMatchObject({ width: 1024, height: 1024 })
    const pose = await drape(['pose', '--in', PERSON, '--json'])
    const [person] = pose.json.people as { landmarks: { name: string; x: number; y: number }[] }[]
    expect(person?.landmarks).toHaveLength(33)
    // The sample is 896 x 1344 and shows a whole figure: the nose is near the top, the ankles near the bottom.
    const at = (name: string) => person?.landmarks.find((point) => point.name === name) ?? { x: Number.NaN, y: Number.NaN }
    expect(at('nose').y).toBeLessThan(350)
    expect(at('left-ankle').y).toBeGreaterThan(1000)
    expect((await drape(['pose', '--in', GARMENT, '--json'])).json).toMatchObject({ ok: true, people: [] })
  })

  it('judges a draft against its garment, and hears a mirrored print out', async () => {
    const draft = join(folder, 'to-judge.png')
    await drape(['try-on', '--person', PERSON, '--garment', GARMENT, '--out', draft, '--json'])
    const { code, json } = await drape(['judge', '--result', draft, '--garment', GARMENT, '--person', PERSON, '--json'])
    expect(code, JSON.stringify(json)).toBe(0)
    const measures = json.measures as { measure: string; verdict: string; sentence: string; confidence: number; text: string }[]
    expect(measures.map(({ measure }) => measure)).toEqual(['colour', 'print', 'stripes', 'sharpness', 'sleeves', 'hem', 'neckline'])
    expect(Object.fromEntries(measures.map(({ measure, verdict }) => [measure, verdict]))).toMatchObject({
      colour: 'kept',
      print: 'kept',
      sleeves: 'kept',
    })
    for (const { confidence, text } of measures) {
      expect(confidence).toBeGreaterThan(0)
      expect(text).toMatch(/^[A-Z].*\.$/)
    }
    const mirrored = join(folder, 'mirrored.png')
    await sharp(draft).flop().toFile(mirrored)
    const wrong = await drape(['judge', '--result', mirrored, '--garment', GARMENT, '--json'])
    expect(wrong.json).toMatchObject({ ok: true, verdict: 'changed' })
    expect((wrong.json.measures as typeof measures).find(({ measure }) => measure === 'print')).toMatchObject({
      sentence: 'print-mirrored',
    })
    const strict = await drape(['judge', '--result', mirrored, '--garment', GARMENT, '--strict', '--json'])
    expect(strict.code).toBe(1)
    expect(strict.json).toMatchObject({ ok: false, error: { alias: 'QUALITY_CHECK_FAILED', details: { print: 'print-mirrored' } } })
    const nobody = await drape(['judge', '--result', GARMENT, '--garment', GARMENT, '--json'])
    expect(nobody.json).toMatchObject({ ok: false, error: { alias: 'POSE_FAILED' } })
  })

  it('reports what came in, what was known and what was refused', async () => {
    const note = join(folder, 'note.txt')
    await writeFile(note, 'no picture')
    const { code, json } = await drape(['import', PERSON, join(SAMPLES, 'person-ben.jpg'), note, join(folder, 'nowhere'), '--json'])
    expect(code).toBe(0)
    expect(json).toMatchObject({
      ok: true,
      imported: [{ path: join(SAMPLES, 'person-ben.jpg'), width: 896, height: 1344, type: 'image/jpeg' }],
      duplicates: [{ path: PERSON }],
      refused: expect.arrayContaining([
        expect.objectContaining({ path: note, code: 'image.unsupported-type' }),
        expect.objectContaining({ code: 'file.not-found' }),
      ]),
    })
    expect((await drape(['import', note, '--json'])).code).toBe(1)
  })

  it.skipIf(!hasFfmpeg)('brings in clips, by content, and offers none where a picture is needed', async () => {
    const clip = await makeClip(join(folder, 'catwalk.mp4'), { seconds: 2, sound: () => 0.5 })
    const manifest = join(folder, 'manifest.mp4')
    await writeFile(manifest, '<?xml version="1.0"?><MPD type="static"></MPD>')
    const { code, json, stderr } = await drape(['import', clip, manifest, '--json'])
    expect(code, stderr).toBe(0)
    expect(json).toMatchObject({
      imported: [{ path: clip, width: 160, height: 90, type: 'video/mp4' }],
      refused: [{ path: manifest, code: 'video.unsupported-type' }],
    })
    expect((await drape(['import', clip, '--json'])).json).toMatchObject({ duplicates: [{ path: clip, type: 'video/mp4' }] })
    const draft = await drape(['try-on', '--person', PERSON, '--garment', clip, '--json'])
    expect(draft.code).toBe(1)
    expect(draft.json).toMatchObject({ ok: false, error: { code: 'asset.not-a-picture' } })
    const absent = await drape(['import', manifest, '--json'], { env: { DRAPE_FFMPEG: join(folder, 'no-such-program') } })
    expect(absent.json).toMatchObject({ refused: [{ code: 'video.no-ffmpeg' }] })
  })

  it('exits with 2 when it is called wrongly, and says so as JSON where that was asked for', async () => {
    for (const args of [
      ['try-on', '--json'],
      ['cut-out', '--in', PERSON, '--kind', 'hat', '--json'],
      ['judge', '--result', PERSON, '--json'],
      ['fly', '--json'],
      ['try-on', '--person', PERSON, '--garment', GARMENT, '--threshold', '7', '--json'],
    ]) {
      const { code, json } = await drape(args)
      expect(code, args.join(' ')).toBe(2)
      expect(json, args.join(' ')).toMatchObject({ ok: false, error: { code: 'request.invalid' } })
    }
  })

  it('finds the library sound, and lists the jobs', async () => {
    const doctor = await drape(['doctor', '--verify', '--json'])
    expect(doctor.code, doctor.stdout).toBe(0)
    expect(doctor.json).toMatchObject({ ok: true, problems: [] })
    const { json } = await drape(['jobs', 'list', '--json'])
    expect((json.jobs as { kind: string }[]).map((job) => job.kind)).toEqual(
      expect.arrayContaining(['import', 'try-on', 'judge', 'cut-out', 'pose']),
    )
  })

  it('makes the index again from the files', async () => {
    const before = (await drape(['doctor', '--json'])).json
    await rm(join(library, 'library.db'))
    expect((await drape(['jobs', 'list', '--json'])).json).toMatchObject({ ok: false, error: { code: 'library.damaged' } })
    const { code, json } = await drape(['doctor', '--rebuild', '--verify', '--json'])
    expect(code, JSON.stringify(json)).toBe(0)
    expect(json).toMatchObject({ ok: true })
    const files = (report: Record<string, unknown>) =>
      (report.checks as { id: string; details: string }[]).find((check) => check.id === 'files')?.details
    expect(files(json)).toBe(files(before))
  })
})

describe('two of them', () => {
  it('a command talks to the host that has the library open, and Ctrl+C ends that host with 130 or 0 and no lock behind', async () => {
    const host = spawn(process.execPath, [MAIN, 'serve', '--json', '--port', '0', '--library', library], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await new Promise<void>((resolve, reject) => {
      host.stdout.once('data', () => resolve())
      host.once('exit', (code) => reject(new Error(`ended with ${code}`)))
    })
    const { code, json } = await drape(['cut-out', '--in', PERSON, '--kind', 'person', '--out', join(folder, 'through-host.png'), '--json'])
    expect(code, JSON.stringify(json)).toBe(0)
    const second = await drape(['serve', '--port', '0', '--json'])
    expect(second.json).toMatchObject({ ok: false, error: { code: 'library.in-use' } })
    const ended = new Promise((resolve) => host.once('exit', resolve))
    host.kill('SIGINT')
    expect(await ended).toBe(0)
    expect((await drape(['jobs', 'list', '--json'])).json).toMatchObject({ ok: true })
  })

  it('a command that is interrupted cancels its job and exits with 130', async () => {
    const child = spawn(
      process.execPath,
      [MAIN, 'try-on', '--person', PERSON, '--garment', GARMENT, '--working-side', '3000', '--json', '--library', library],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    )
    let stdout = ''
    child.stdout.setEncoding('utf8').on('data', (part: string) => {
      stdout += part
    })
    const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
    await untilTryOnRuns()
    child.kill('SIGINT')
    expect(await ended).toBe(130)
    expect(JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '{}')).toMatchObject({
      ok: false,
      error: { code: 'job.canceled', alias: 'CANCELLED' },
    })
  })

  it('a grid that is interrupted cancels all of its jobs', async () => {
    const args = ['--person', PERSON, '--person', join(SAMPLES, 'person-ben.jpg'), '--garment', GARMENT, '--garment', TROUSERS]
    const child = spawn(process.execPath, [MAIN, 'grid', ...args, '--working-side', '2800', '--json', '--library', library], {
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
    await untilTryOnRuns()
    child.kill('SIGINT')
    expect(await ended).toBe(130)
    const jobs = (await drape(['jobs', 'list', '--json'])).json.jobs as { kind: string; state: string }[]
    expect(jobs.slice(0, 4).map(({ kind, state }) => `${kind} ${state}`)).toEqual(Array(4).fill('try-on canceled'))
  })
})

/** Asks the host that the command has become, over its private socket. */
async function untilTryOnRuns(): Promise<void> {
  for (let i = 0; i < 100; i++) {
    const { json } = await drape(['jobs', 'list', '--json'])
    if (
      (json.jobs as { kind: string; state: string }[] | undefined)?.some((job) => job.kind === 'try-on' && job.state === 'running') === true
    )
      return
  }
  throw new Error('The try-on never ran')
}

async function hashOf(path: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(path))
    .digest('hex')
}

/** The promise of the draft, checked on the files a user gets: outside of the mask the working picture is equal to the byte. */
async function expectUntouchedOutside(draft: string, editMask: string): Promise<void> {
  const raw = async (input: string | Sharp) => (typeof input === 'string' ? sharp(input) : input).removeAlpha().raw().toBuffer()
  const [after, photo] = [await raw(draft), await raw(PERSON)]
  const mask = await sharp(editMask).extractChannel(0).raw().toBuffer()
  expect(after.length).toBe(photo.length)
  expect(mask.length * 3).toBe(photo.length)
  let changedInside = 0
  let changedOutside = 0
  for (let i = 0; i < mask.length; i++) {
    const isChanged = after[3 * i] !== photo[3 * i] || after[3 * i + 1] !== photo[3 * i + 1] || after[3 * i + 2] !== photo[3 * i + 2]
    if (isChanged && mask[i] === 0) changedOutside++
    if (isChanged && mask[i] !== 0) changedInside++
  }
  expect(changedOutside).toBe(0)
  expect(changedInside).toBeGreaterThan(10_000)
}
