import type { Handlers } from '../../contract/define.ts'
import type { motionContract } from '../../contract/motion.ts'
import { DIALECTS } from '../../domain/director/dialects.ts'
import { TEMPLATE_NAMES, TEMPLATES } from '../../domain/director/templates.ts'
import { translate } from '../../domain/director/translate.ts'
import { artifactOfPicture, getPicture } from '../../library/assets.ts'
import { gatherMotionKit } from '../../pipeline/motion-clip.ts'
import type { StudioContext } from './context.ts'

export function motionHandlers({ library, queue, createStep, config, templates }: StudioContext): Handlers<typeof motionContract> {
  return {
    'motion.render': ({ stillId, clothMaskId, direction, size, template }) => {
      const { name } = getPicture(library, stillId)
      if (clothMaskId !== undefined) getPicture(library, clothMaskId)
      const asked = { stillId, clothMaskId: clothMaskId ?? null, direction, size: size ?? null, template: template ?? null, name }
      return { jobId: queue.enqueue('render-motion', asked).id }
    },
    'motion.preview': async ({ stillId, clothMaskId, longSide }, { signal }) => {
      const { step } = createStep({ plan: [], signal, progress: () => undefined })
      const clothMask = clothMaskId === undefined ? null : await artifactOfPicture(library, clothMaskId)
      const source = await artifactOfPicture(library, stillId)
      return { kit: await gatherMotionKit(step, { source, clothMask, longSide, limits: config.imageLimits }) }
    },
    'motion.templates': () => ({
      builtIn: TEMPLATE_NAMES.map((name) => ({ name, direction: TEMPLATES[name] })),
      saved: [...templates.list()],
    }),
    'motion.save-template': async ({ template }) => {
      await templates.save(template)
      return { saved: [...templates.list()] }
    },
    'motion.forget-template': async (which) => ({ forgotten: await templates.forget(which) }),
    'motion.translate': ({ direction, provider, ...own }) => {
      const { told, ...said } = translate(direction, DIALECTS[provider], own)
      return { ...said, told: [...told] }
    },
  }
}
