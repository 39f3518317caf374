import * as vscode from "vscode";
import { commands, settings } from "../../contract/ids";
import type { BoundValue } from "../../core/language/values/boundValues";
import type { LensPart, SectionLens } from "../../core/language/values/sectionLens";
import { sectionLenses, valuesInView } from "../../core/language/values/valuesInView";
import type { ValueFacts } from "../../core/language/values/valueFacts";
import { thresholdsReader } from "../../core/thresholds/readThresholds";
import { disposableStore } from "../disposableStore";
import type { Session } from "../session";
import { yamlFiles, type LanguageFiles } from "./languageFiles";
import { rangeOf } from "./places";

/** "12 min ago" is told anew this often. */
const tickMs = 30_000;

type ValuesShown = "inlayHints" | "codeLens" | "off";

/** The data next to the bounds: a value at each of them, and what a section came to above it. */
export function thresholdValues(files: LanguageFiles, session: Session): vscode.Disposable {
  const disposables = disposableStore();
  const changes = disposables.add(new vscode.EventEmitter<void>());
  const read = thresholdsReader();
  const lensesOf = sectionLenses();
  let facts = factsNow();

  function factsNow(): ValueFacts {
    const { pipeline, schemas, validation } = files.facts;
    const { state } = session;
    if (state.kind !== "open") return { pipeline, schemas, validation, backfills: [], now: new Date() };
    // What was just measured is shown at once; the files' facts follow.
    const { facts: stored } = state;
    const backfills = stored.snapshot?.backfills ?? [];
    return { pipeline, schemas: stored.schemas, validation: stored.validation, backfills, now: new Date() };
  }

  function redraw(): void {
    facts = factsNow();
    changes.fire();
  }

  function valuesOf(document: vscode.TextDocument, range: vscode.Range): BoundValue[] {
    const [name, text] = [files.nameOf(document), document.getText()];
    const view = { from: range.start.line + 1, to: range.end.line + 1 };
    return valuesInView(name, text, read(name, text), view, facts);
  }

  const hints: vscode.InlayHintsProvider = {
    onDidChangeInlayHints: changes.event,
    provideInlayHints: (document, range) =>
      files.kindOf(document) === "thresholds" && valuesShown(document) === "inlayHints"
        ? valuesOf(document, range).map(hintOf)
        : [],
    resolveInlayHint(hint) {
      const value = valueOfHint.get(hint);
      if (value) hint.tooltip = new vscode.MarkdownString(value.tooltip());
      return hint;
    },
  };
  const lenses: vscode.CodeLensProvider = {
    onDidChangeCodeLenses: changes.event,
    provideCodeLenses(document) {
      if (files.kindOf(document) !== "thresholds") return [];
      const name = files.nameOf(document);
      const whole = new vscode.Range(0, 0, document.lineCount, 0);
      const ofSections = isShown(document) ? lensesOf(name, read(name, document.getText()), facts) : [];
      const ofBounds = valuesShown(document) === "codeLens" ? valuesOf(document, whole) : [];
      return [...ofSections.flatMap(lensesFor), ...ofBounds.map(lensOf)];
    },
  };
  disposables.add(vscode.languages.registerInlayHintsProvider(yamlFiles, hints));
  disposables.add(vscode.languages.registerCodeLensProvider(yamlFiles, lenses));
  disposables.add(files.onDidChange(redraw));
  disposables.add(session.onDidChange(redraw));
  disposables.add(
    vscode.workspace.onDidChangeConfiguration((change) => {
      const ours = [settings.thresholdsValues, settings.thresholdsCodeLens];
      if (ours.some((setting) => change.affectsConfiguration(setting))) changes.fire();
    }),
  );
  const tick = setInterval(redraw, tickMs);
  disposables.add({ dispose: () => clearInterval(tick) });
  return disposables;
}

function valuesShown({ uri }: vscode.TextDocument): ValuesShown {
  return vscode.workspace.getConfiguration(undefined, uri).get(settings.thresholdsValues, "inlayHints");
}

function isShown({ uri }: vscode.TextDocument): boolean {
  return vscode.workspace.getConfiguration(undefined, uri).get(settings.thresholdsCodeLens, true);
}

/** Hints whose tooltips are made when somebody points at them. */
const valueOfHint = new WeakMap<vscode.InlayHint, BoundValue>();

function hintOf(value: BoundValue): vscode.InlayHint {
  const { place, sign, text } = value;
  const hint = new vscode.InlayHint(new vscode.Position(place.line - 1, place.column - 1), `${sign} ${text}`);
  hint.paddingLeft = true;
  valueOfHint.set(hint, value);
  return hint;
}

/** A value above its line: text that does nothing. */
function lensOf({ range, sign, text }: BoundValue): vscode.CodeLens {
  return new vscode.CodeLens(rangeOf(range), { title: `${sign} ${text}`, command: "" });
}

function lensesFor({ section, range, parts }: SectionLens): vscode.CodeLens[] {
  const subject = { kind: "table", name: section };
  return parts.map(
    ({ action, title }) =>
      new vscode.CodeLens(rangeOf(range), {
        title: icons[action] + title,
        command: actions[action],
        arguments: [subject],
      }),
  );
}

const actions: Readonly<Record<LensPart["action"], string>> = {
  validate: commands.validateTable,
  openReport: commands.openReport,
  showFailingDates: commands.showFailingDates,
  suggest: commands.suggestThresholds,
};

const icons: Readonly<Record<LensPart["action"], string>> = {
  validate: "$(play) ",
  openReport: "",
  showFailingDates: "",
  suggest: "",
};
