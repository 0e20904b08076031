// The `app://` scheme: registers it and answers from the route table. Reads nothing but built files.
import { readFile } from 'node:fs/promises'
import { protocol, type Session } from 'electron'
import { responseHeaders } from './policy'
import { findRoute, type Routes } from './routes'

/** Must be called before the app is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: 'app',
      privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true },
    },
  ])
}

/**
 * Answers every `app://` request of a session; what is not in `routes` is not there. `nonce` is what allows the
 * window's own style elements.
 */
export function serveApp(session: Session, routes: Routes, nonce: string): void {
  session.protocol.handle('app', async (request) => {
    const refuse = (status: number): Response =>
      new Response(null, { status, headers: responseHeaders('asset', 'text/plain', nonce) })
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405)
    const route = findRoute(routes, request.url)
    if (route === undefined) return refuse(404)
    const bytes = await readFile(route.file)
    const body = route.kind === 'window' ? withNonce(bytes.toString('utf8'), nonce) : bytes
    return new Response(body, { headers: responseHeaders(route.kind, route.type, nonce) })
  })
}

/** Vite's preloading reads the nonce from this element. */
function withNonce(html: string, nonce: string): string {
  return html.replace('<head>', `<head>\n    <meta property="csp-nonce" nonce="${nonce}" />`)
}
