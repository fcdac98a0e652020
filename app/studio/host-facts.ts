/** What a host says about itself. The page branches on a capability, never on which host it is. */
export interface HostFacts {
  readonly version: string
  readonly buildId: string
  readonly capabilities: {
    readonly nativeDialogs: boolean
    readonly revealInFolder: boolean
    readonly pathImport: boolean
    readonly secureSecrets: boolean
  }
}
