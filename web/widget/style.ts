import base from './style/base.css?inline'
import controls from './style/controls.css?inline'
import messages from './style/messages.css?inline'
import panel from './style/panel.css?inline'

/** Gives a shadow root its looks. Adopted sheets need no exception in a Content-Security-Policy; older browsers get a style element. */
export function adoptStyle(root: ShadowRoot): void {
  const css = base + panel + messages + controls
  if ('adoptedStyleSheets' in root && 'replaceSync' in CSSStyleSheet.prototype) {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(css)
    root.adoptedStyleSheets = [sheet]
    return
  }
  const style = document.createElement('style')
  style.textContent = css
  root.append(style)
}
