// Light, dark or high contrast: as chosen, else as the computer has it.
import { teamsHighContrastTheme, type Theme, webDarkTheme, webLightTheme } from '@fluentui/react-components'
import { useEffect, useSyncExternalStore } from 'react'
import { settings, type ThemeChoice } from './settings.ts'

type Colours = Exclude<ThemeChoice, 'system'>
const themeOf: Readonly<Record<Colours, Theme>> = { light: webLightTheme, dark: webDarkTheme, contrast: teamsHighContrastTheme }
const asked = { contrast: matchMedia('(prefers-contrast: more), (forced-colors: active)'), dark: matchMedia('(prefers-color-scheme: dark)') }

function coloursOf(): Colours {
  const { theme } = settings.get()
  if (theme !== 'system') return theme
  if (asked.contrast.matches) return 'contrast'
  return asked.dark.matches ? 'dark' : 'light'
}

export function useTheme(): Theme {
  const colours = useSyncExternalStore(subscribe, coloursOf)
  useEffect(() => {
    // The page around, its scroll bars, and what is shown before the next start's first drawing.
    document.documentElement.dataset['colours'] = colours
  }, [colours])
  return themeOf[colours]
}

function subscribe(listener: () => void): () => void {
  const ends = [settings.subscribe(listener), ...Object.values(asked).map((query) => {
    query.addEventListener('change', listener)
    return () => query.removeEventListener('change', listener)
  })]
  return () => ends.forEach((end) => end())
}
