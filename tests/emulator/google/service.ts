import { fileRoute } from '../core/serve-file.ts'
import type { Route, Service } from '../core/wire.ts'
import type { World } from '../core/world.ts'
import { withGoogleKey } from './access.ts'
import { googleFileRoutes } from './files.ts'
import { generateContent } from './generate-content.ts'
import { interactionRoutes } from './interactions.ts'
import { longRunningRoutes } from './long-running.ts'
import { tellModel, tellModels } from './models.ts'
import { refuse } from './refuse.ts'

/** The Gemini API for developers, in both versions of its paths. */
export function googleService(world: World): Service {
  return {
    provider: 'google',
    prefix: 'google',
    routes: [
      ...contentRoutes(world),
      ...interactionRoutes(world),
      ...longRunningRoutes(world),
      ...googleFileRoutes(world),
      fileRoute(world, 'google'),
    ],
    refuse,
  }
}

const VERSION = '^/v1(?:beta|alpha)?'

function contentRoutes(world: World): readonly Route[] {
  return [
    {
      method: 'POST',
      path: new RegExp(`${VERSION}/models/(?<model>[^/:]+):generateContent$`),
      operation: 'create',
      modelOf: ({ model }) => model,
      handle: withGoogleKey(world, (exchange, { model }, key) => generateContent(world, { exchange, model, key })),
    },
    { method: 'GET', path: new RegExp(`${VERSION}/models$`), operation: 'read', handle: withGoogleKey(world, tellModels) },
    {
      method: 'GET',
      path: new RegExp(`${VERSION}/models/(?<model>[^/:]+)$`),
      operation: 'read',
      modelOf: ({ model }) => model,
      handle: withGoogleKey(world, (_, { model }) => tellModel(model)),
    },
  ]
}
