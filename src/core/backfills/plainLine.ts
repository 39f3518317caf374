const decoder = new TextDecoder();

/** Sequences by which terminals are told colours, positions and titles. */
const escapes =
  // eslint-disable-next-line no-control-regex
  /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)|[ -/]*[0-~])/g;
/** Control characters but for the tab, which logs use as a separator. */
// eslint-disable-next-line no-control-regex
const controls = /[\u0000-\u0008\u000b-\u001f\u007f]/g;

/** A line as people see it: decoded, without colours and without control characters. What is no UTF-8 becomes `\ufffd`. */
export function plainLine(bytes: Uint8Array): string {
  const text = decoder.decode(bytes);
  controls.lastIndex = 0;
  if (!controls.test(text)) return text;
  return text.replaceAll(escapes, "").replaceAll(controls, "");
}
