/** What is used of the package: its own declarations are not found by the rules of its `exports`. */
declare module '@mediapipe/tasks-vision' {
  export interface NormalizedLandmark {
    /** Shares of the picture's width and height; `z` is a share of the width, smaller is nearer. */
    readonly x: number
    readonly y: number
    readonly z: number
    readonly visibility: number
  }
  export interface PoseLandmarkerResult {
    readonly landmarks: readonly (readonly NormalizedLandmark[])[]
  }
  export type RunningMode = 'IMAGE' | 'VIDEO'
  interface PoseLandmarkerOptions {
    readonly baseOptions?: { readonly modelAssetBuffer: Uint8Array; readonly delegate: 'CPU' | 'GPU' }
    readonly runningMode?: RunningMode
    readonly numPoses?: number
  }
  export class PoseLandmarker {
    static createFromOptions(
      fileset: { readonly wasmLoaderPath: string; readonly wasmBinaryPath: string },
      options: PoseLandmarkerOptions,
    ): Promise<PoseLandmarker>
    setOptions(options: PoseLandmarkerOptions): Promise<void>
    detect(image: ImageBitmap): PoseLandmarkerResult
    /** @param timestampMs later than that of the picture before. */
    detectForVideo(image: ImageBitmap, timestampMs: number): PoseLandmarkerResult
    close(): void
  }
}
