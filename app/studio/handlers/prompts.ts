import type { Handlers } from '../../contract/define.ts'
import type { promptsContract } from '../../contract/prompts.ts'
import { generateRequest } from '../../domain/cloud/generate-request.ts'
import { generateResult } from '../../domain/cloud/generate-result.ts'
import { StudioError } from '../../domain/errors.ts'
import type { JobId } from '../../domain/ids.ts'
import { microUsd } from '../../domain/money/money.ts'
import { diffWords } from '../../domain/prompting/diff-words.ts'
import { encodeWish, promptLimitsOf } from '../../domain/prompting/encode-request.ts'
import { analysisAnswer, type GarmentAnalysis, garmentAnalysis } from '../../domain/prompting/garment-analysis.ts'
import type { TemplateId } from '../../domain/prompting/prompt-texts.ts'
import { STYLES, styleId } from '../../domain/prompting/styles.ts'
import { SUGGESTIONS } from '../../domain/prompting/suggestions.ts'
import { fillTemplate, parseTemplate } from '../../domain/prompting/template.ts'
import { VOCABULARY } from '../../domain/prompting/vocabulary.ts'
import { getPicture } from '../../library/assets.ts'
import { noVersion, type PromptHistory } from '../../library/prompt-history.ts'
import { builtInPrompt } from '../../prompting/built-in-prompts.ts'
import type { StudioContext } from './context.ts'
import { admitWork, priceRequest } from './paid-work.ts'

export function promptsHandlers(context: StudioContext): Handlers<typeof promptsContract> {
  const { cloud, library, prompts, promptPresets, queue } = context
  return {
    'prompts.encode': ({ template, model, ...wish }) => {
      const chosen = model === null ? null : cloud.registry().resolve(model).model
      const text = textOf(prompts, template)
      const { prompt, negativePrompt, notes } = encodeWish(wish, { template: text, limits: promptLimitsOf(chosen) })
      return { prompt, negativePrompt, notes: [...notes], template: { id: template, number: prompts.current(template)?.number ?? null } }
    },
    'prompts.styles': () => ({
      styles: styleId.options.map((id) => ({ id, wording: STYLES[id].wording, negatives: [...STYLES[id].negatives] })),
      choices: Object.entries(VOCABULARY).map(([name, options]) => ({
        name,
        options: Object.entries(options).map(([id, wording]) => ({ id, wording })),
      })),
      suggestions: Object.fromEntries(Object.entries(SUGGESTIONS).map(([type, ideas]) => [type, [...ideas]])) as never,
    }),
    'prompts.versions': ({ template }) => listVersions(prompts, template),
    'prompts.save': async ({ template, text, note }) => {
      parseTemplate(text)
      await prompts.save({ template, text, note, savedAt: library.clock.now() })
      return listVersions(prompts, template)
    },
    'prompts.restore': async ({ template, number }) => {
      await prompts.restore(template, number)
      return listVersions(prompts, template)
    },
    'prompts.diff': ({ template, from, to }) => ({
      parts: diffWords(versionText(prompts, template, from), versionText(prompts, template, to)),
    }),
    'prompts.presets': () => ({ presets: [...promptPresets.list()] }),
    'prompts.save-preset': async ({ preset }) => {
      await promptPresets.save(preset)
      return { presets: [...promptPresets.list()] }
    },
    'prompts.forget-preset': async (which) => ({ forgotten: await promptPresets.forget(which) }),
    'garment.analyse': async ({ garmentId, garmentType, model, brand, maxMicros }) => {
      const { name } = getPicture(library, garmentId)
      if (model === null) {
        return { jobId: queue.enqueue('analyse-garment', { assetId: garmentId, garmentType, name }).id, worstCaseMicros: microUsd.parse(0) }
      }
      const asked = generateRequest.parse({
        task: 'analyse-garment',
        choice: { model },
        prompt: fillTemplate(textOf(prompts, 'analyse'), { text: garmentType === 'auto' ? '' : `Its category is ${garmentType}` }),
        inputs: [{ role: 'garment', assetId: garmentId }],
        brand,
        maxMicros,
        name,
      })
      const priced = priceRequest(context, asked)
      const { worstCaseMicros } = priced.price
      await admitWork(context, { ...priced.request, model: priced.model, reserve: worstCaseMicros })
      return { jobId: queue.enqueue('generate', priced.request).id, worstCaseMicros }
    },
    'garment.analysis': ({ jobId }) => ({ analysis: analysisOf(context, jobId) }),
  }
}

/** The text of a template that counts now. */
export function textOf(prompts: PromptHistory, template: TemplateId): string {
  return prompts.current(template)?.text ?? builtInPrompt(template).text
}

function listVersions(prompts: PromptHistory, template: TemplateId) {
  const current = prompts.current(template)?.number ?? null
  const own = { number: null, savedAt: null, note: '', text: builtInPrompt(template).text, isCurrent: current === null }
  const saved = prompts.versions(template).map(({ number, savedAt, note, text }) => ({
    number,
    savedAt,
    note,
    text,
    isCurrent: number === current,
  }))
  return { versions: [own, ...saved] }
}

/** @throws StudioError `prompt.version-not-found` */
function versionText(prompts: PromptHistory, template: TemplateId, number: number | null): string {
  if (number === null) return builtInPrompt(template).text
  const found = prompts.versions(template).find((version) => version.number === number)
  if (found === undefined) throw noVersion(template, number)
  return found.text
}

/** @throws StudioError `job.not-found` for any other job or one that is not done, `provider.bad-response` for an answer that is none */
function analysisOf({ queue }: StudioContext, id: JobId): GarmentAnalysis {
  const { kind, payload, result } = queue.get(id)
  const local = garmentAnalysis.safeParse(result)
  if (kind === 'analyse-garment' && local.success) return local.data
  const paid = generateResult.safeParse(result)
  if (kind !== 'generate' || !paid.success || generateRequest.safeParse(payload).data?.task !== 'analyse-garment') {
    throw new StudioError('job.not-found', 'There is no finished look at a garment of this name')
  }
  const answer = analysisAnswer.safeParse(paid.data.answers[0])
  if (answer.success) return { source: paid.data.provider, ...answer.data }
  throw new StudioError('provider.bad-response', 'The answer of the service is no description of a garment', {
    details: { model: paid.data.model, problem: answer.error.issues[0]?.message ?? '' },
    cause: answer.error,
  })
}
