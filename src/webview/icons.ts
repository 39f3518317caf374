import check from "@vscode/codicons/src/icons/check.svg";
import circle from "@vscode/codicons/src/icons/circle.svg";
import close from "@vscode/codicons/src/icons/close.svg";
import colorMode from "@vscode/codicons/src/icons/color-mode.svg";
import debugPause from "@vscode/codicons/src/icons/debug-pause.svg";
import question from "@vscode/codicons/src/icons/question.svg";
import warning from "@vscode/codicons/src/icons/warning.svg";

/** What an icon stands for. It never stands alone: a word is beside it, or its label says it. */
export type IconName = "pass" | "warn" | "fail" | "unknown" | "running" | "waiting" | "none";

/** Codicons, as the editor draws them; bundled as SVG, so that the report needs no font and stands alone as one file. */
const codicons: Readonly<Record<IconName, string>> = {
  pass: check,
  warn: warning,
  fail: close,
  unknown: question,
  running: colorMode,
  waiting: debugPause,
  none: circle,
};

/** An icon in the colour of its meaning. With a label it speaks for itself, without one it is decoration beside a word. */
export function icon(name: IconName, label?: string): Element {
  const drawn = document.importNode(parsed(codicons[name]), true);
  drawn.setAttribute("class", `icon ${name}`);
  if (label === undefined) drawn.setAttribute("aria-hidden", "true");
  else {
    drawn.setAttribute("role", "img");
    drawn.setAttribute("aria-label", label);
  }
  return drawn;
}

function parsed(svg: string): Element {
  return new DOMParser().parseFromString(svg, "image/svg+xml").documentElement;
}
