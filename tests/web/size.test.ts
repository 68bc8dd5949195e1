import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { expect, test } from '@jest/globals'

test('When the widget is built, then its JavaScript and CSS together are at most 25 KiB, gzipped', () => {
  const widget = readFileSync(new URL('../../web/dist/widget.js', import.meta.url))
  expect(gzipSync(widget).length).toBeLessThanOrEqual(25 * 1024)
})

test('When the widget is built, then it is one classic script that fetches nothing from elsewhere, for older phones too', () => {
  const widget = readFileSync(new URL('../../web/dist/widget.js', import.meta.url), 'utf8')
  expect(widget).not.toMatch(/^\s*(import|export)\b|@import|url\(http/m)
  // The build leaves regular expressions as they are, and an iPhone of 2022 stops at the first look-behind it reads.
  expect(widget).not.toMatch(/\(\?<[=!]/)
})
