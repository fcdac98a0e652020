import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses'

/** Fuses as `electronFuses` of electron-builder.yml names them. */
const FUSES = {
  runAsNode: FuseV1Options.RunAsNode,
  enableCookieEncryption: FuseV1Options.EnableCookieEncryption,
  enableNodeOptionsEnvironmentVariable: FuseV1Options.EnableNodeOptionsEnvironmentVariable,
  enableNodeCliInspectArguments: FuseV1Options.EnableNodeCliInspectArguments,
  enableEmbeddedAsarIntegrityValidation: FuseV1Options.EnableEmbeddedAsarIntegrityValidation,
  onlyLoadAppFromAsar: FuseV1Options.OnlyLoadAppFromAsar,
  loadBrowserProcessSpecificV8Snapshot: FuseV1Options.LoadBrowserProcessSpecificV8Snapshot,
  grantFileProtocolExtraPrivileges: FuseV1Options.GrantFileProtocolExtraPrivileges,
} as const
type FuseName = keyof typeof FUSES

/** How each fuse of a released app must stand, whatever the packing was told: a second pair of eyes. */
const REQUIRED: Readonly<Record<FuseName, boolean>> = {
  runAsNode: false,
  enableCookieEncryption: true,
  enableNodeOptionsEnvironmentVariable: false,
  enableNodeCliInspectArguments: false,
  enableEmbeddedAsarIntegrityValidation: true,
  onlyLoadAppFromAsar: true,
  loadBrowserProcessSpecificV8Snapshot: false,
  grantFileProtocolExtraPrivileges: false,
}

/**
 * Reads the fuses back from a packed binary.
 *
 * @param executable the program, or on a Mac the `.app`.
 * @returns a line for each fuse that does not stand as it must; none where all do.
 */
export async function findWrongFuses(executable: string): Promise<string[]> {
  const wire = await getCurrentFuseWire(executable)
  return Object.entries(REQUIRED).flatMap(([name, isOn]) => {
    const state = wire[FUSES[name as FuseName]]
    const wanted = isOn ? FuseState.ENABLE : FuseState.DISABLE
    return state === wanted ? [] : [`${name} is ${wordFor(state)} and must be ${isOn ? 'on' : 'off'}`]
  })
}

function wordFor(state: FuseState | undefined): string {
  if (state === FuseState.ENABLE) return 'on'
  return state === FuseState.DISABLE ? 'off' : 'not in this binary'
}
