/** Names of services, the same in every language. Rows of the ledger and of results name a service that the list of today may lack. */
const NAMES: Readonly<Record<string, string>> = {
  fal: 'fal',
  google: 'Google Gemini',
  replicate: 'Replicate',
  runway: 'Runway',
  together: 'Together AI',
  modelslab: 'ModelsLab',
  xai: 'xAI',
}

export function providerName(id: string): string {
  return NAMES[id] ?? id
}

/** The service in the studio's name of a model, `fal:nano-banana-pro`. */
export function providerOf(model: string): string {
  return model.slice(0, Math.max(0, model.indexOf(':')))
}
