// How people say which number was in a text message, as folded text. All repeats are bounded.
const NUMBER = String.raw`(?:\d{4,8}|\d{2,4}(?:[ -]\d{2,4}){1,2})(?![a-z\d]|[-./]\d)`
const LEAD = String.raw`(?<![a-z])(?:sms(?:je)?(?:[ -]?[ck]ode)?|inlog[ -]?[ck]ode|[ck]ode (?:uit|van|in|via|per) (?:(?:de|het|een|mijn) )?sms(?:je)?)(?![a-z])`
const BETWEEN = String.raw`(?:[ ,]{1,2}(?:is|was|met|de|een|mijn|van|caren|[ck]ode|nummer|die|dat|nu|ik|kreeg|krijg|heb|staat|zegt)(?![a-z])){0,5}`

/** The number is the first group. */
export const SMS_CODE = new RegExp(`${LEAD}${BETWEEN}[ :=,-]{1,3}(${NUMBER})`, 'dg')
