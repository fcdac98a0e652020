import type { EmulatedProvider } from './wire.ts'

/** The keys that the emulator takes, each of the shape its service gives out. They open nothing anywhere else. */
export const EMULATOR_KEYS: Readonly<Record<EmulatedProvider, string>> = {
  fal: '00000000-0000-4000-a000-00000000drap:emulatoremulatoremulatoremulator',
  google: 'AIzaEmulatorEmulatorEmulatorEmulator000',
  replicate: 'r8_EmulatorEmulatorEmulatorEmulatorEmula',
  runway: 'key_emulatoremulatoremulatoremulatoremulatoremulator',
  together: 'emulator-together-emulator-together-emulator',
  modelslab: 'emulatormodelslabemulatormodelslab',
  xai: 'xai-emulatoremulatoremulatoremulatoremulator',
}
