import type { IncomingMessage, ServerResponse } from 'node:http'
import helmet from 'helmet'

/**
 * The headers that every answer bears (OWASP ASVS 5.0, chapter 3). Pages have no inline script, so that `'self'` is
 * enough and guests' pages can be kept whole. `no-referrer` would make browsers send `Origin: null` with plain forms.
 * @param development allows what Vite's client needs
 */
export function securityHeaders(development: boolean) {
  const helmets = [false, true].map((secure) =>
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'none'"],
          scriptSrc: ["'self'"],
          scriptSrcAttr: ["'none'"],
          styleSrc: ["'self'", ...(development ? ["'unsafe-inline'"] : [])],
          imgSrc: ["'self'"],
          fontSrc: ["'self'"],
          connectSrc: ["'self'"],
          manifestSrc: ["'self'"],
          formAction: ["'self'"],
          baseUri: ["'none'"],
          objectSrc: ["'none'"],
          frameAncestors: ["'none'"],
        },
      },
      referrerPolicy: { policy: 'same-origin' },
      strictTransportSecurity: secure ? { maxAge: 31_536_000, includeSubDomains: true } : false,
      crossOriginOpenerPolicy: { policy: 'same-origin' },
      xFrameOptions: { action: 'deny' },
      xXssProtection: false,
    }),
  )
  return (request: IncomingMessage, response: ServerResponse, secure: boolean): void => {
    helmets[secure ? 1 : 0]?.(request, response, () => {})
    response.setHeader('Permissions-Policy', 'camera=(), microphone=(), geolocation=(), browsing-topics=()')
  }
}
