/** An answer is longer than anybody waits for. */
export class TooLong extends Error {
  override readonly name = "TooLong";
}

/** Fetches the whole of an answer, so that a time-out covers all of it, and no more than this many bytes. */
export function boundedFetch(most: number): typeof fetch {
  return async (input, init) => {
    const response = await fetch(input, init);
    const parts: Uint8Array<ArrayBuffer>[] = [];
    let size = 0;
    for await (const part of response.body ?? []) {
      size += part.length;
      if (size > most) throw new TooLong(`it is longer than ${most} bytes`);
      parts.push(part as Uint8Array<ArrayBuffer>);
    }
    // A body that may not be there (204, 304) is refused even where it is empty.
    const body = size === 0 ? null : new Blob(parts);
    return new Response(body, { status: response.status, statusText: response.statusText, headers: response.headers });
  };
}
