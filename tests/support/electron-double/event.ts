/** An event as Electron hands it to listeners. */
export interface DoubleEvent {
  readonly defaultPrevented: boolean
  preventDefault(): void
}

export function createEvent<T extends object>(details?: T): DoubleEvent & T {
  let isPrevented = false
  return Object.defineProperty(
    Object.assign(
      {
        preventDefault() {
          isPrevented = true
        },
      },
      details,
    ),
    'defaultPrevented',
    { get: () => isPrevented, enumerable: true },
  ) as DoubleEvent & T
}
