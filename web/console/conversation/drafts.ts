import { createDrafts } from './draft.ts'

/** What this tab keeps. */
export const drafts = createDrafts(() => sessionStorage)
