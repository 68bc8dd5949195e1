// Who is signed in, whatever the way in.

export type Session = {
  /** The bearer token; `renew`: the one before was refused. null: sign in anew. @throws ApiError when the issuer cannot be reached */
  token: (renew: boolean) => Promise<string | null>
  /** Leaves the page. */
  signOut: () => Promise<void>
  /** Signs in anew, now. Leaves the page; what was typed is kept by whoever keeps it. */
  again: () => Promise<void>
}

export type SignIn =
  | { kind: 'in'; session: Session }
  /** The page is on its way to the issuer. */
  | { kind: 'leaving' }
  /** Nobody is signed in; `problem` says why not. */
  | { kind: 'out'; problem: 'signedOut' | 'failed' | null; start: () => Promise<void> }
