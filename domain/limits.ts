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
    /** Typing and read marks are told at most this often per conversation; more of them are forgotten. */
    momentsEvery: 2 * second,
  },
  whatsapp: {
    /** A text this soon after a question cannot be its answer: it belongs to the answer before. */
    fragment: 2 * second,
    /** Free text is allowed this long after the person's last message (Meta's rule, a little early). */
    window: day - 5 * minute,
    textCharacters: 2_000,
    attachments: 10,
    /** WhatsApp's and Twilio's own limits, in characters and numbers. */
    body: 1_600,
    buttonBody: 1_024,
    quickReplies: { most: 3, title: 20 },
    listItems: { most: 10, title: 24 },
    sockets: 100,
    idleSocket: 60 * second,
    /** A shape of buttons that Twilio refused to make is asked for again after this long; meanwhile the choices are numbered. */
    contentRetry: minute,
    contentsKept: 2_000,
    /** Messages looked through at most, of one address or of everybody. */
    listed: 200,
    missed: 5_000,
    /** Words looked up per identity and process, right ones included: guessing ends here. */
    wrongWords: { window: hour, most: 10 },
    limiterKeys: 20_000,
  },
  /** What is sent to people who are not on the website. */
  delivery: {
    /** A process may send for a conversation, and a row may be in flight, this long. */
    lease: 30 * second,
    /** Below this a lease is renewed before something is sent. */
    leaseLeast: 15 * second,
    /** One request to the provider. */
    timeout: 10 * second,
    /** Results are written together, this often. */
    markEvery: 5,
    /** Status callbacks in one statement. */
    reports: 64,
    /** Waiting before another try: first, and at most; doubled each time. */
    retryFirst: second,
    retryMost: 5 * minute,
    /** A message that the provider never took in this time is given up. */
    giveUpAfter: day,
    /** An unknown outcome: first look in the provider's list, and the last one. */
    reconcileAfter: 3 * second,
    reconcileUntil: 10 * minute,
    /** The provider's clock counts in seconds, and is not ours. */
    clockSlack: 2 * second,
    /** Results that the database would not take are offered again after this. */
    markAgain: 250,
    /** So soon after the database started nobody is taken for dead: everybody is connecting again. */
    databaseYoung: 5 * second,
    /** Looking for what is due, what a dead process left, and messages the webhook missed. */
    sweep: 2 * second,
    sweepBatch: 100,
    missedEvery: 5 * minute,
    /** Younger ones Twilio may still be bringing, and then they come with the button that was pressed. */
    missedAfter: 20 * second,
    missedBack: 30 * minute,
    missedAtStart: day,
    /** A picture's question waits this long for the picture's "sent". */
    pictureFirst: 3 * second,
    /** Conversations this process sends for at once. */
    lanes: 64,
  },
  /** The reminder of who waits for the letter: after so many working days, at this hour in the Netherlands. */
  reminder: { workingDays: 5, hour: 10 },
  /** Digimaatjes and who waits for them (docs/decisions/0014-desk.md). */
  desk: {
    bodyBytes: 64 * 1024,
    /** Per person at the desk. */
    perPerson: { window: minute, requests: 1_200, searches: 60 },
    /** A console says hello within this; above it the socket is closed. */
    hello: 5 * second,
    socketPing: 20 * second,
    socketFrame: 16 * 1024,
    socketBuffer: 4 * 1024 * 1024,
    socketsPerPerson: 10,
    /** Sockets that have not said hello yet. */
    socketsWaiting: 200,
    /** Of those, from one network address: an office is one. */
    socketsWaitingPerAddress: 100,
    /** Frames of one console. */
    frames: { window: 10 * second, most: 100 },
    /** A token that ended is renewed within this, or its socket closed. */
    expiredGrace: minute,
    /** How often time is looked at: tokens that end, typing that is over. */
    tick: second / 2,
    /** A console may say this often that somebody types. */
    typingEvery: 2 * second,
    /** Messages this far back may still be delivered or read. */
    recentMessages: 50,
    /** Changes of one moment go out together. */
    gather: 25,
    /** Everything shown is read again this often, should a NOTIFY be lost. */
    reread: 15 * second,
    /** Seen this long ago is not there any more; seen again this often. */
    awayAfter: 90 * second,
    seenEvery: 30 * second,
    /** Who had a conversation and is away this long while the person waits: it goes back to the queue. */
    absentAfter: 10 * minute,
    /** Nobody took a person who waits while the desk is open: they are told. */
    nobodyAfter: 10 * minute,
    /** A hand back may be undone this long. */
    undoHandBack: 10 * minute,
    sweep: 5 * second,
    /** "Herinner mij": at most this far ahead. */
    remindAhead: 366 * day,
    /** The most urgent: WhatsApp's window closes within this. */
    windowSoon: 2 * hour,
    rowsPage: 100,
    queueRows: 500,
    messagesPage: 200,
    searchResults: 30,
    auditPage: 100,
    csvRows: 100_000,
    /** Lines of the audit log read at once for a file. */
    csvChunk: 1_000,
    replyCharacters: 1_500,
    /** The desk warns above this. */
    sentenceWords: 12,
    typingShown: 6 * second,
    lookingEvery: 20 * second,
    lookingForgotten: 50 * second,
    /** The one-time link of the demo, and its session. */
    demoLinkLife: 12 * hour,
    demoTokenLife: 8 * hour,
    /** The issuer's keys are kept this long; a new key is looked for at most this often. */
    keysKept: 10 * minute,
    keysCooldown: 30 * second,
    issuerTimeout: 5 * second,
    tokenCharacters: 10_000,
    /** Looking into a conversation again so soon is one line in the audit log. */
    openedAgain: 10 * minute,
    openedKept: 20_000,
    clockTolerance: 30,
  },
  /** Mail and webhook when nobody is at the desk. */
  notify: {
    sweep: 5 * second,
    /** Something was committed: looked at so soon after, for all commits of that moment together. */
    wake: 250,
    /** New hand-overs of this long go out together; distress at once. */
    digest: 5 * minute,
    timeout: 10 * second,
    retryFirst: 5 * second,
    retryMost: 10 * minute,
    giveUpAfter: day,
    lease: minute,
  },
  session: { secretLife: 90 * day },
  /** Links and words that work once (bot/links.ts). */
  links: {
    checkLife: 30 * minute,
    toWebLife: 30 * minute,
    wordLife: 15 * minute,
    /** Words that one conversation may ask for within the life of one. */
    words: 10,
    /** The check page, per network address (a care home is one). What a code may be guessed is under `check`. */
    checkPage: { window: minute, requests: 300 },
    /** Characters of one field of its form. */
    field: 100,
  },
  retention: {
    transcript: 28 * day,
    /** A browser can come back this long after its last message. */
    conversation: 90 * day,
    inboundAtLeast: 14 * day,
    sealed: 15 * minute,
    journeyAfterLastMove: 365 * day,
    /** NEN 7513. */
    auditYears: 5,
    attempts: 2 * day,
    /** After a link or word no longer works. */
    links: day,
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
