// Masking an activity before anything can store or log it. The dialogs get the plain text of this one turn; nobody else does.
import type { CodeRules } from '../domain/codes.ts'
import { maskSensitive } from '../domain/mask.ts'
import type { StoredActivity } from './turn/types.ts'
import type { Masked } from './turn/unit-of-work.ts'

/** @param rules.today YYYY-MM-DD in the Netherlands */
export function createMask(rules: { code: CodeRules; today: () => string }): (activity: StoredActivity) => Masked {
  const codePattern = new RegExp(rules.code.pattern)
  return (activity) => {
    // A pressed button carries the bot's own words.
    if (!activity.text || activity.value) return { activity, found: [] }
    const { text, found } = maskSensitive(activity.text, { codePattern, normalise: rules.code.normalise, today: rules.today() })
    return { activity: { ...activity, text }, found }
  }
}
