import { z } from 'zod'

/** What a host says about itself. The page branches on a capability, never on which host it is. */
export const hostFacts = z.object({
  buildId: z.string(),
  version: z.string(),
  capabilities: z.object({
    /** `host.choose-pictures` and `host.save-copy`. */
    nativeDialogs: z.boolean(),
    /** `host.reveal`. */
    revealInFolder: z.boolean(),
    /** `host.start-drag`: files can be dragged out to other programs. */
    dragOut: z.boolean(),
    /** `host.set-menu`: commands stand in a menu bar of the system. */
    nativeMenu: z.boolean(),
    /** `host.use-camera`: the camera is given only while somebody is said to want it. */
    guardsCamera: z.boolean(),
    /** `library.import-paths`. */
    pathImport: z.boolean(),
    /** Keys of providers are kept by the keychain of the system. */
    secureSecrets: z.boolean(),
  }),
})
export type HostFacts = z.output<typeof hostFacts>
