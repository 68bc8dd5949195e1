import { FluentProvider } from '@fluentui/react-components'
import { useCallback, useEffect, useState } from 'react'
import { boot, type Boot } from '../sign-in/boot.ts'
import { Door } from '../sign-in/door.tsx'
import { t } from '../text/labels.ts'
import { Boundary } from './boundary.tsx'
import { DeskApp } from './desk-app.tsx'
import { useTheme } from './theme.ts'

/** The colours, the way in, and what is behind it. */
export function Root() {
  const [step, setStep] = useState<Boot>({ kind: 'starting' })
  const theme = useTheme()
  const start = useCallback(() => void boot(setStep), [])
  useEffect(start, [start])
  useEffect(() => {
    document.title = t('app.title')
  }, [])
  return (
    <FluentProvider theme={theme}>
      <div className="page"><Boundary>{step.kind === 'in' ? <DeskApp {...step} /> : <Door step={step} again={start} />}</Boundary></div>
    </FluentProvider>
  )
}
