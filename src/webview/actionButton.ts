import "@vscode-elements/elements/dist/vscode-button/index.js";
import { actionCommand, actionLabel, type Action } from "../core/report/actions";
import { element } from "./element";

/** Does an action in the editor; null where there is no editor, and the report names the command instead. */
export type Perform = ((action: Action) => void) | null;

/** The one next step: a button, or the command that does the same. */
export function primaryAction(action: Action, perform: Perform): HTMLElement {
  if (!perform) return element("p", "command", ["Next: ", command(action)]);
  const button = document.createElement("vscode-button");
  button.textContent = actionLabel(action);
  return asButton(button, action, perform);
}

/** A quiet action at the end of a line: a link, or the command or place it stands for. */
export function inlineAction(action: Action, perform: Perform): HTMLElement {
  if (!perform) return command(action);
  const button = element("button", "link", [actionLabel(action)], { type: "button" });
  return asButton(button, action, perform);
}

function command(action: Action): HTMLElement {
  return element("code", "", [actionCommand(action)]);
}

function asButton<T extends HTMLElement>(button: T, action: Action, perform: (action: Action) => void): T {
  button.title = actionCommand(action);
  button.dataset["focusKey"] = `${action.kind} ${actionCommand(action)}`;
  button.addEventListener("click", () => {
    perform(action);
  });
  return button;
}
