/// <reference types="vite/client" />

declare module '@remix-run/server-runtime' {
  // Loaders answer with what they have, dates and all, and not with JSON.
  interface Future {
    v3_singleFetch: true
  }
}

export {}
