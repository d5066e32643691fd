/** What of the world outside a call a matcher may ask; the host answers. */
export interface World {
  /** What the symbolic link at this absolute path points to, as it is written there; null where there is none. */
  link(path: string): string | null;
  /** Addresses of a host's name; none where it has none or nobody knows. */
  addresses(name: string): readonly string[];
}

/** What a matcher says of one value. Whatever cannot be read in one way alone does not hold. */
export type Match =
  /** `canonical` is what to execute in place of the value: what was judged, written so that nobody reads it otherwise. */
  | { readonly holds: true; readonly canonical: string }
  /** `why` completes a sentence that begins with the value: "leaves the folder by `..`". */
  | { readonly holds: false; readonly why: string };

/** A set of texts, by what the policy writes in its brackets: `folder("/srv")`. */
export interface TextSet {
  /** Why these are no parameters of it, in a phrase; null where they are. The compiler asks. */
  readonly refuse: (params: readonly string[]) => string | null;
  readonly match: (value: string, params: readonly string[], world: World) => Match;
  /** What has to be loaded before the first match; none where left out. */
  readonly load?: () => Promise<void>;
}

export const fits = (canonical: string): Match => ({ holds: true, canonical });
export const fails = (why: string): Match => ({ holds: false, why });
