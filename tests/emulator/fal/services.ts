import { fileRoute } from '../core/serve-file.ts'
import type { Service } from '../core/wire.ts'
import type { World } from '../core/world.ts'
import { platformRoutes, refusePlatform } from './platform.ts'
import { queueRoutes } from './queue.ts'
import { refuse } from './refuse.ts'
import { cdnRoutes, storageRoutes } from './storage.ts'
import { createWebhooks } from './webhooks.ts'

/** fal's hosts: the queue, storage and keys of webhooks, files, the platform API. */
export function falServices(world: World): readonly Service[] {
  const webhooks = createWebhooks(world)
  return [
    { provider: 'fal', prefix: 'fal-queue', routes: queueRoutes(world, webhooks), refuse },
    { provider: 'fal', prefix: 'fal-rest', routes: [...storageRoutes(world), ...webhooks.routes], refuse },
    { provider: 'fal', prefix: 'fal-cdn', routes: [fileRoute(world, 'fal-cdn'), ...cdnRoutes(world)], refuse },
    { provider: 'fal', prefix: 'fal-api', routes: platformRoutes(world), refuse: refusePlatform },
  ]
}
