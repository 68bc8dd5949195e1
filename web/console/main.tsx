// The digimaatjes' desk: one page, in the browser and (later) as a tab in Teams.
import { createDOMRenderer, RendererProvider } from '@fluentui/react-components'
import { createRoot } from 'react-dom/client'
import { Root } from './shell/root.tsx'
import { allowSound } from './shell/sound.ts'
import './shell/style/base.css'

/** Styles are only let in with the page's nonce. */
const nonce = document.querySelector<HTMLMetaElement>('meta[property=csp-nonce]')?.nonce ?? ''
const renderer = createDOMRenderer(document, { styleElementAttributes: { nonce } })

allowSound()
const root = document.getElementById('root')
if (root) createRoot(root).render(<RendererProvider renderer={renderer}><Root /></RendererProvider>)
