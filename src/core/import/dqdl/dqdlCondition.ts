import type { Decimal } from "../../coverage/decimal";
import type { Token } from "./dqdlTokens";
import type { Range } from "../model";
import { between, numberIn, otherThan, rangeOf } from "../ranges";

/** A comparison: its operator (`>`, `between`, `in`, `matches`, with `not ` before it) and what it compares with. */
export type Condition = { readonly operator: string; readonly operands: readonly (readonly Token[])[] };

/** Undefined for what is no comparison. */
export function conditionOf(tokens: readonly Token[]): Condition | undefined {
  const not = tokens[0]?.text === "not" || tokens[0]?.text === "!" ? "not " : "";
  const [word, ...operands] = not === "" ? tokens : tokens.slice(1);
  if (!word || operands.length === 0) return undefined;
  const operator = not === "not " && word.text === "=" ? "!=" : `${not}${word.text}`;
  if (word.text === "between") {
    const and = operands.findIndex(({ kind, text }) => kind === "word" && text.toLowerCase() === "and");
    return and < 1 ? undefined : { operator, operands: [operands.slice(0, and), operands.slice(and + 1)] };
  }
  if (word.text === "in") {
    if (operands[0]?.text !== "[" || operands.at(-1)?.text !== "]") return undefined;
    const values = operands.slice(1, -1);
    return {
      operator,
      operands: values.filter(({ kind, text }) => kind !== "mark" || text !== ",").map((token) => [token]),
    };
  }
  return /^(>=|<=|!=|==|=|>|<|matches)$/.test(word.text) ? { operator, operands: [operands] } : undefined;
}

/** The numbers that a condition lets pass. `between` leaves its ends out in DQDL. */
export function conditionRange({ operator, operands }: Condition): Range | { readonly refused: string } {
  const [first, second] = operands.map(numberOfTokens);
  if (!first || (operator === "between" && !second))
    return { refused: "Its bound is worked out from earlier runs, or is no number." };
  const range =
    operator === "between" && second
      ? between(first, second, false)
      : operator === "!="
        ? otherThan(first)
        : operator === "in" && operands.length === 1
          ? rangeOf("=", first)
          : rangeOf(operator, first);
  return range ?? { refused: "A bound here is a lower or an upper one; it cannot leave out what lies between." };
}

/** A number, with its sign; undefined for anything that has to be worked out. */
export function numberOfTokens(tokens: readonly Token[] | undefined): Decimal | undefined {
  const [first, second] = tokens ?? [];
  if (tokens?.length === 1 && first?.kind === "number") return numberIn(first.text);
  return tokens?.length === 2 && first?.text === "-" && second?.kind === "number"
    ? numberIn(`-${second.text}`)
    : undefined;
}
