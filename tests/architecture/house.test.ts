import { spawnSync } from 'node:child_process'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { studioContract } from '../../app/contract/contract.ts'
import { ERROR_CODES } from '../../app/domain/errors.ts'
import { DEFECT_CODES, fitStrategy, garmentKind, garmentType } from '../../app/domain/try-on.ts'
import { listModels } from '../../app/inference/manifest.ts'
import { draftPlan } from '../../app/jobs/draft-plan.ts'
import { listStages } from '../../app/pipeline/stages/registry.ts'
import english from '../../resources/locales/en/studio.json' with { type: 'json' }
import { createNotices } from '../../tools/notices.ts'

const root = join(import.meta.dirname, '../..')

describe('the house', () => {
  it('keeps its layers apart, and the checker looked at every file', () => {
    const { stdout, stderr, status } = spawnSync(process.execPath, ['tools/check-boundaries.ts'], { cwd: root, encoding: 'utf8' })
    expect(`${stdout}${stderr}`).toMatch(/^boundaries: 0 violations, (\d+) of \1 files looked at$/m)
    expect(status).toBe(0)
  })

  it('has a rule for each layer', () => {
    const rules = readFileSync(join(root, '.dependency-cruiser.cjs'), 'utf8')
    const layers = globSync('app/*/', { cwd: root }).map((path) => path.replaceAll('\\', '/').replace(/^app\/|\/$/g, ''))
    for (const layer of layers) expect(rules, `no rule for app/${layer}`).toContain(`'^app/${layer}/'`)
  })

  it("runs every command on the project's own Node", () => {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> }
    for (const [name, line] of Object.entries(scripts)) expect(line, name).toMatch(/^node scripts\/(bootstrap|run)\.mjs /)
  })

  it('has no file that grew without limit', () => {
    const files = globSync('{app,electron,renderer,tools,scripts}/**/*.{ts,tsx,mjs,css}', { cwd: root })
    const long = files
      .map((file) => [file, readFileSync(join(root, file), 'utf8').split('\n').length] as const)
      .filter(([, lines]) => lines > 320)
    // The style sheet of the stage is one sheet for one canvas.
    expect(long.filter(([file]) => !file.endsWith('stage.module.css'))).toEqual([])
    expect(files.length).toBeGreaterThan(150)
  })
})

describe('texts', () => {
  it('exist for every code, defect, type, kind and strategy', () => {
    expect(Object.keys(english.errors).sort()).toEqual(Object.keys(ERROR_CODES).sort())
    expect(Object.keys(english.defect).sort()).toEqual([...DEFECT_CODES].sort())
    expect(Object.keys(english.garmentType).sort()).toEqual([...garmentType.options].sort())
    expect(Object.keys(english.garmentKind).sort()).toEqual([...garmentKind.options].sort())
    expect(Object.keys(english.strategy).sort()).toEqual([...fitStrategy.options].sort())
  })

  it('never show a code or a path', () => {
    for (const text of Object.values(english.errors)) expect(text).not.toMatch(/[a-z]+\.[a-z]+-[a-z]+|\/|undefined/)
  })
})

describe('tables', () => {
  it('name every stage of the plan in the registry, and every model of a stage in the manifest', () => {
    const stages = new Map(listStages().map((stage) => [stage.id, stage]))
    for (const { id } of draftPlan(2)) expect(stages.has(id), id).toBe(true)
    const models = new Set(listModels().map((model) => model.name as string))
    for (const stage of stages.values()) for (const model of stage.models) expect(models, stage.id).toContain(model)
  })

  it('give every procedure a noun, a verb and a sentence', () => {
    for (const [name, { summary }] of Object.entries(studioContract)) {
      expect(name).toMatch(/^[a-z]+\.[a-z]+(-[a-z]+)*$/)
      expect(summary).toMatch(/^[A-Z].+\.$/)
    }
  })

  it('list the licences of everything that is shipped', () => {
    expect(readFileSync(join(root, 'THIRD-PARTY-NOTICES.md'), 'utf8')).toBe(createNotices())
  })
})
