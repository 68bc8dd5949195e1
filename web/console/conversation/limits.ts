/** The server's limits that the console shows before they are hit; a test holds them to domain/limits.ts. */
export const limits = { sentenceWords: 12, replyCharacters: 1_500, noteCharacters: 2_000 } as const

/** A digimaatje's typing is told to others at most this often (ms). */
export const typingEvery = 3_000
