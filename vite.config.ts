import { defineConfig } from 'vite'

// One classic script for any website: no imports, no external requests, its CSS inlined as text (style.css?inline).
export default defineConfig({
  publicDir: false,
  define: { 'process.env.NODE_ENV': '"production"' },
  build: {
    outDir: 'web/dist',
    target: 'es2020',
    cssTarget: ['safari14', 'chrome87'],
    lib: { entry: 'web/widget/main.tsx', formats: ['iife'], name: 'digimaatjeBot', fileName: () => 'widget.js' },
  },
})
