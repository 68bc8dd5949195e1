// Every limit, time-out and retry of the product on one screen. Times in milliseconds unless the name says otherwise.
const second = 1_000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour

export const limits = {
  /** The check of code and birth date (domain.md). Misses are counted in a sliding window. */
  check: {
    /** Attempts of one process at once: each holds a database connection while it waits for its locks. */
    lanes: 8,
    window: day,
    helpAtMiss: 2,
    missesPerConversation: 3,
    missesPerIdentity: 5,
    missesPerCode: 5,
    /** A care home is one address. */
    missesPerAddress: 100,
    /** Above this the check becomes "via een digimaatje" for everybody, and an alarm is logged. */
    global: { window: hour, misses: 300 },
  },
  turn: {
    /** A turn that fails this often, or longer than `giveUpAfter`, is committed without dialogs. */
    attempts: 3,
    giveUpAfter: 5 * second,
    pauseBetween: 20,
    /** Another process or a timer moved the conversation: read and decide again, this often. */
    conflicts: 20,
    /** Turns of one conversation that may wait in this process. */
    queued: 50,
    /** Turns in one commit statement. */
    batch: 64,
    /** Commit (and read) statements of this process at once. */
    lanes: 1,
    /** Conversations a process remembers between turns. */
    remembered: 5_000,
  },
  directLine: {
    bodyBytes: 64 * 1024,
    textCharacters: 2_000,
    choiceCharacters: 40,
    clientIdCharacters: 64,
    attachments: 10,
    tokenLife: 30 * minute,
    /** A token this long expired still refreshes and reconnects while its conversation lives. */
    tokenGrace: 6 * hour,
    streamUrlLife: minute,
    streamsPerConversation: 6,
    /** A socket re-reads its conversation this often, should a NOTIFY be lost. */
    reread: 15 * second,
    pollPage: 200,
    socketPing: 30 * second,
    /** Bytes a slow reader may leave unsent, and bytes of one frame from a client (theirs are empty). */
    socketBuffer: 1024 * 1024,
    socketFrame: 4 * 1024,
    /** A poll is never refused (clients would stop for good): above the rate it waits, at most this long. */
    pollDelay: second,
    /** Verified tokens and rate counters kept in memory. */
    tokensCached: 10_000,
    limiterKeys: 20_000,
    /** Per network address. */
    perAddress: { window: minute, newConversations: 60, activities: 600, requests: 3_000 },
    perConversation: { window: minute, activities: 60 },
  },
  session: { secretLife: 90 * day },
  retention: {
    transcript: 28 * day,
    /** A browser can come back this long after its last message. */
    conversation: 90 * day,
    inboundAtLeast: 14 * day,
    sealed: 15 * minute,
    journeyAfterLastMove: 365 * day,
    attempts: 2 * day,
  },
  /** When a person is stuck (design.md): points, halved at each finished step. */
  stuck: {
    points: { miss: 2, fails: 2, explain: 1, repeat: 1, back: 1, sameHelp: 2, reload: 1, silence: 1 },
    silence: 10 * minute,
    offerAt: [5, 8],
  },
  server: { requestTimeout: 30 * second, keepAlive: 65 * second, goodbye: second, sweep: 50, shutdown: 10 * second },
} as const

export type Limits = typeof limits
