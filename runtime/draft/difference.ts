import { createTwoFilesPatch, FILE_HEADERS_ONLY } from "diff";

/** What changes in a file, as a patch in the unified form. */
export function difference(path: string, before: string, after: string): string {
  return createTwoFilesPatch(path, path, before, after, undefined, undefined, { context: 3, headerOptions: FILE_HEADERS_ONLY });
}
