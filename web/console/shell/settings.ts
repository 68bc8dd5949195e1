// What somebody chose for this browser: colours, sound, notifications, keys.
import { createStore } from '../state/store.ts'

export const themes = ['system', 'light', 'dark', 'contrast'] as const
export type ThemeChoice = (typeof themes)[number]
export type Settings = { theme: ThemeChoice; sound: boolean; notify: boolean; keys: boolean }

const KEY = 'digimaatje-desk-settings'
const standard: Settings = { theme: 'system', sound: true, notify: true, keys: true }

export const settings = createStore<Settings>(readSettings())

export function changeSettings(change: Partial<Settings>): void {
  settings.set((now) => ({ ...now, ...change }))
  try {
    localStorage.setItem(KEY, JSON.stringify(settings.get()))
  } catch {
    // A browser that keeps nothing still has them until the page is closed.
  }
}

function readSettings(): Settings {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Settings>
    const theme = themes.find((name) => name === kept.theme) ?? standard.theme
    return { theme, sound: kept.sound !== false, notify: kept.notify !== false, keys: kept.keys !== false }
  } catch {
    return standard
  }
}
