// Every word of the console comes from locales/desk.nl.json: `t('list.queue')`, `t('wait.minutes', { n: 3 })` fills `{{n}}`.
import labels from '../../../locales/desk.nl.json' with { type: 'json' }

export type LabelKey = keyof typeof labels
export type Translate = (key: LabelKey, values?: Readonly<Record<string, string | number>>) => string

export const t: Translate = (key, values = {}) =>
  labels[key].replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name] ?? ''))

/** A word for a name that comes over the wire (a reason, a step): the label `<group>.<name>`, or the name itself for one we do not know yet. */
export function wordFor(group: string, name: string): string {
  const key = `${group}.${name}`
  return isKey(key) ? t(key) : name
}

const isKey = (key: string): key is LabelKey => Object.hasOwn(labels, key)
