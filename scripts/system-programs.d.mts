/** Path of a Chromium for the end-to-end tests, or undefined. */
export function findChromium(): string | undefined
/** Path of an ffmpeg, or undefined. */
export function findFfmpeg(): string | undefined
