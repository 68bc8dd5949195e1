import { defineConfig } from 'vite'

// The digimaatjes' desk at /desk: hashed files, and an index.html that the server fills with a nonce at each request.
export default defineConfig({
  root: 'web/console',
  base: '/desk/',
  publicDir: false,
  oxc: { jsx: { runtime: 'automatic', importSource: 'react' } },
  define: { 'process.env.NODE_ENV': '"production"' },
  build: {
    outDir: '../dist/console',
    emptyOutDir: true,
    target: ['es2022', 'chrome111', 'safari16.4', 'firefox115'],
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    // Inline files would need `data:` in the policy.
    assetsInlineLimit: 0,
    rolldownOptions: {
      onLog: (level, log, next) => {
        // Every file of Fluent UI begins with "use client", which means nothing here: thousands of lines.
        if (log.code !== 'MODULE_LEVEL_DIRECTIVE') next(level, log)
      },
    },
  },
})
