import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { vitePlugin as remix } from '@remix-run/dev'
import { defineConfig } from 'vitest/config'
import remixConfig from './remix.config.js'

/** Sockets speak WebSocket or polling here; the code of WebTransport stays out of what browsers load. */
const withoutWebTransport = {
  name: 'without-web-transport',
  load: (id: string) => (/\/engine\.io-client\/.*\/webtransport\.js$/.test(id) ? 'export class WT {}' : null),
}

export default defineConfig({
  plugins: [!process.env.VITEST && remix(remixConfig), withoutWebTransport],
  resolve: { alias: { '~': fileURLToPath(new URL('./app', import.meta.url)) } },
  // Browsers get islands alone; a search for what else they might need would read the server's packages.
  optimizeDeps: { noDiscovery: true, include: ['socket.io-client'] },
  build: {
    target: 'es2022',
    cssMinify: true,
    rollupOptions: {
      // Routes without a page have nothing for browsers, and comments of packages are not ours.
      onwarn: (warning, warn) => {
        if (warning.code !== 'EMPTY_BUNDLE' && warning.code !== 'INVALID_ANNOTATION') warn(warning)
      },
    },
  },
  test: {
    include: ['tests/**/*.test.ts'],
    pool: 'forks',
    // Most of the tests wait for a browser or a disk: one for each processor, where Vitest would leave one out.
    maxWorkers: availableParallelism(),
    globalSetup: ['tests/support/global-setup.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
})
