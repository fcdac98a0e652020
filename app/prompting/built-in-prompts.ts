import builtInJson from '../../models/prompts.json' with { type: 'json' }
import { StudioError } from '../domain/errors.ts'
import { type PromptTexts, promptTexts, type TemplateId } from '../domain/prompting/prompt-texts.ts'

let known: PromptTexts | undefined

/** The studio's own text of a template, with its number. @throws StudioError `internal` where the program was built without it */
export function builtInPrompt(id: TemplateId): PromptTexts['templates'][number] {
  known ??= promptTexts.parse(builtInJson)
  const found = known.templates.find((template) => template.id === id)
  if (found === undefined) throw new StudioError('internal', `models/prompts.json has no ${id}`)
  return found
}
