/** What is taken out of an answer, or why nothing is, said to the model. */
export type Found = { readonly text: string } | { readonly problem: string };

const MOST_CHARACTERS = 50_000;

/** The one fenced block of an answer. */
export function blockIn(answer: string, isCut: boolean): Found {
  // Models that reason aloud try blocks out before they answer.
  const said = answer.replace(/^\s*<think>[^]*?<\/think>/, "");
  if (said.trim() === "") return { problem: isCut ? "The answer was cut off before it began." : "The answer is empty." };
  const { blocks, isOpen } = fences(said);
  if (isOpen) return { problem: isCut ? "The answer was cut off inside its block; write a shorter reward." : "The block in the answer is not closed by a line of three backticks." };
  const pol = blocks.filter(({ language }) => language === "pol");
  const [block, ...more] = pol.length > 0 ? pol : blocks;
  if (block === undefined) return { problem: "The answer has no fenced block." };
  if (more.length > 0) return { problem: `The answer has ${more.length + 1} fenced blocks; write one, with the whole of the reward.` };
  if (block.text.length > MOST_CHARACTERS) return { problem: `The block in the answer is longer than ${MOST_CHARACTERS} characters.` };
  return { text: block.text };
}

interface Block {
  readonly language: string;
  readonly text: string;
}

/** Blocks between lines of three or more backticks, as Markdown has them. */
function fences(text: string): { readonly blocks: readonly Block[]; readonly isOpen: boolean } {
  const blocks: Block[] = [];
  let open: { readonly ticks: number; readonly language: string; readonly lines: string[] } | undefined;
  for (const line of text.split(/\r?\n/)) {
    const [, ticks = "", rest = ""] = /^ {0,3}(`{3,})([^`]*)$/.exec(line) ?? [];
    if (open === undefined) {
      if (ticks !== "") open = { ticks: ticks.length, language: rest.trim().split(/\s/)[0]!.toLowerCase(), lines: [] };
    } else if (ticks.length >= open.ticks && rest.trim() === "") {
      blocks.push({ language: open.language, text: `${open.lines.join("\n")}\n` });
      open = undefined;
    } else open.lines.push(line);
  }
  return { blocks, isOpen: open !== undefined };
}
