import { registerHooks } from 'node:module'
import { readSettings } from './settings.ts'

/** Loaded before the app's main module: whoever imports `electron` gets the double. */
registerHooks({
  resolve(specifier, context, next) {
    if (specifier !== 'electron') return next(specifier, context)
    return { url: new URL('./electron.ts', import.meta.url).href, format: 'module-typescript', shortCircuit: true }
  },
})

Object.defineProperty(process, 'resourcesPath', { value: readSettings().resourcesFolder })
