import type { DesktopDouble } from './launch.ts'

/** Asks a permission as a page of this address would. */
export function mayUse(
  app: DesktopDouble,
  asked: { readonly permission: string; readonly address: string; readonly isMainFrame: boolean },
): Promise<{ readonly asked: unknown; readonly checked: unknown }> {
  return app.evaluate(async ({ session }, { permission, address, isMainFrame }) => {
    const { permissionRequestHandler: request, permissionCheckHandler: check } = session.defaultSession as never as Record<
      string,
      (...values: unknown[]) => unknown
    >
    const given = await new Promise((resolve) => request?.(null, permission, resolve, { isMainFrame, requestingUrl: address }))
    return { asked: given, checked: check?.(null, permission, address, {}) }
  }, asked)
}

/** Emits an event of the window's contents, as Chromium would, and tells whether the app prevented it. */
export function emitOnContents(app: DesktopDouble, name: string, details: object): Promise<boolean> {
  return app.evaluate(
    ({ BrowserWindow }, [event, values]) => {
      let isPrevented = false
      const object = {
        ...values,
        preventDefault: () => {
          isPrevented = true
        },
      }
      BrowserWindow.getAllWindows()[0]?.webContents.emit(event, object)
      return isPrevented
    },
    [name, details] as const,
  )
}
