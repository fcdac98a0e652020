/** The channels between a window and the studio. There is no other. */
export const CHANNELS = {
  call: 'studio:call',
  cancel: 'studio:cancel',
  event: 'studio:event',
  /** A path that a person handed over by dropping or choosing a file; only the preload can send it. */
  granted: 'studio:granted',
} as const
