import { readdirSync, readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { expect, test } from '@jest/globals'

const built = new URL('../../web/dist/console/', import.meta.url)
const page = readFileSync(new URL('index.html', built), 'utf8')
/** What the page asks for by itself. */
const first = [...page.matchAll(/(?:src|href)="\/desk\/(assets\/[^"]+)"/g)].map(([, path = '']) => path)
const gzipped = (paths: readonly string[]) => paths.reduce((sum, path) => sum + gzipSync(readFileSync(new URL(path, built))).length, 0)

test('When the console is built, then what is fetched before the first view is at most 350 KiB, gzipped', () => {
  expect(first.length).toBeGreaterThan(1)
  expect(gzipped(first)).toBeLessThanOrEqual(350 * 1024)
})

test('When everything of it is fetched, then it is at most 450 KiB: no library slipped in whole', () => {
  expect(gzipped(readdirSync(new URL('assets/', built)).map((name) => `assets/${name}`))).toBeLessThanOrEqual(450 * 1024)
})

test('When the page is read, then it holds no script or style of its own', () => {
  expect(page).not.toMatch(/<script(?![^>]*src=)|<style| style=| on[a-z]+=/)
})
