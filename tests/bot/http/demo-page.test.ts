import { describe, expect, test } from '@jest/globals'
import labels from '../../../locales/demo.nl.json' with { type: 'json' }
import { renderDemoPage, type DemoLetter } from '../../../bot/http/demo-page.ts'

const letters: DemoLetter[] = [
  { kind: 'used', code: 'H9F2 75LN', birthDate: '1992-11-17', name: 'Joke Bakker' },
  { kind: 'active', code: 'K7M4 29XP', birthDate: '1980-05-03', name: 'Sanne de Wit' },
  { kind: 'expired', code: 'B3T8 61QR', birthDate: '1951-04-03', name: 'Ahmed Yilmaz' },
]

describe('renderDemoPage', () => {
  test('When there are letters then each shows its code, the date in words and what will be said, the good one first', () => {
    const page = renderDemoPage({ labels, letters })
    for (const part of ['K7M4 29XP', '3 mei 1980', 'Beste Sanne de Wit,', '3 april 1951', '17 november 1992', labels.expiredCaption, labels.usedCaption]) expect(page).toContain(part)
    expect(page.indexOf('K7M4 29XP')).toBeLessThan(page.indexOf('H9F2 75LN'))
    expect(page).toContain(labels.banner)
    expect(page).not.toMatch(/\{\{|\{name\}/)
  })

  test('When more letters work then only the first stands beside the welcome, so that the page begins with its heading', () => {
    const page = renderDemoPage({ labels, letters: [...letters, { kind: 'active', code: 'RD73-NJ49', birthDate: '2004-11-21', name: 'Yusuf Demir' }] })
    const others = page.indexOf('id="letters"')
    expect(page.indexOf('K7M4 29XP')).toBeLessThan(others)
    expect(page.indexOf('RD73-NJ49')).toBeGreaterThan(others)
  })

  test('When it is served under a strict policy then nothing in it is inline', () => {
    const page = renderDemoPage({ labels, letters })
    expect(page).not.toMatch(/<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)/i)
    expect(page).toContain('<script src="/widget.js"')
  })

  test('When a name or a label holds markup then it is shown, not run', () => {
    const page = renderDemoPage({ labels: { ...labels, heading: '<b>&"' }, letters: [{ kind: 'active', code: '<i>1</i>', birthDate: '1980-05-03', name: "$& <img src=x onerror='x'>" }] })
    expect(page).toContain('&lt;b&gt;&amp;&quot;')
    expect(page).toContain('$&amp; &lt;img src=x onerror=&#39;x&#39;&gt;')
    expect(page).not.toMatch(/<img|<i>/)
  })

  test('When a label is missing then it says which', () => {
    expect(() => renderDemoPage({ labels: {}, letters })).toThrow('"letterDear"')
  })
})
