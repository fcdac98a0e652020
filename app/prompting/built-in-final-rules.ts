import builtInJson from '../../models/finals.json' with { type: 'json' }
import { type FinalRules, finalRules } from '../domain/final/final-rules.ts'

let known: FinalRules | undefined

/** What the studio knows of models for finals. */
export function builtInFinalRules(): FinalRules {
  known ??= finalRules.parse(builtInJson)
  return known
}
