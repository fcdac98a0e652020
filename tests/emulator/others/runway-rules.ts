/** One complaint in Runway's shape. */
interface Issue {
  readonly path: readonly string[]
  readonly message: string
  readonly code: string
}

const GEN4 = ['1280:720', '720:1280', '1104:832', '832:1104', '960:960', '1584:672']

/** Ratios of models that PROVIDERS has them of; those of the others are not known and not checked. */
const RATIOS: Readonly<Record<string, readonly string[]>> = { gen4_turbo: GEN4, 'gen4.5': GEN4 }
const MODELS: Readonly<Record<string, readonly string[]>> = {
  image_to_video: [
    'gen4_turbo',
    'gen4.5',
    'veo3.1',
    'veo3.1_fast',
    'seedance2',
    'seedance2_fast',
    'seedance2_mini',
    'seedance2_5',
    'hailuo3',
    'wan3',
    'gemini_omni_flash',
    'gemini_omni_flash_1.1',
    'grok_imagine_1_5',
    'happyhorse_1_0',
    'h3_max',
  ],
  text_to_video: ['gen4.5', 'veo3.1', 'veo3.1_fast', 'seedance2'],
  text_to_image: ['gen4_image', 'gen4_image_turbo'],
}
const PROMPT_UNITS = 1000
const DATA_URI_BYTES = 5 << 20

/** What Runway complains of in a body; empty where nothing is wrong. */
export function issuesOf(kind: string, input: Readonly<Record<string, unknown>> | undefined): readonly Issue[] {
  if (input === undefined) return [{ path: [], message: 'Expected object', code: 'invalid_type' }]
  const { model, ratio, promptImage, promptText, duration } = input
  const issues: Issue[] = []
  const complain = (path: string, message: string, code = 'invalid_type'): void => void issues.push({ path: [path], message, code })
  if (typeof model !== 'string' || !MODELS[kind].includes(model))
    complain('model', 'Invalid discriminator value', 'invalid_union_discriminator')
  if (typeof ratio !== 'string') complain('ratio', 'Required')
  else if (typeof model === 'string' && RATIOS[model]?.includes(ratio) === false)
    complain('ratio', `Invalid enum value. Expected ${RATIOS[model].join(' | ')}`, 'invalid_enum_value')
  if (kind === 'image_to_video' && promptImage === undefined) complain('promptImage', 'Required')
  if (typeof promptImage === 'string' && promptImage.startsWith('data:') && promptImage.length > DATA_URI_BYTES)
    complain('promptImage', 'The data URI is too large', 'too_big')
  if (promptText === undefined && (kind !== 'image_to_video' || model === 'gen4.5')) complain('promptText', 'Required')
  if (typeof promptText === 'string' && promptText.length > PROMPT_UNITS)
    complain('promptText', `String must contain at most ${PROMPT_UNITS} character(s)`, 'too_big')
  if (model === 'gen4.5' && duration === undefined) complain('duration', 'Required')
  if (duration !== undefined && (typeof duration !== 'number' || duration < 2 || duration > 15))
    complain('duration', 'Invalid duration', 'invalid_literal')
  return issues
}
