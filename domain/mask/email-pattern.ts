/** E-mail addresses in a text. The repeats are bounded and cannot overlap, so the time taken grows with the length only. */
export const EMAIL = /(?<![^\s,;:()<>])[^\s@,;:()<>]{1,64}@[a-z\d.-]{1,190}\.[a-z]{2,24}(?![a-z\d])/gi
