import * as vscode from "vscode";
import { definitionAt } from "../../core/language/navigation/definition";
import { foldsIn, type Fold } from "../../core/language/navigation/folding";
import { referencesAt, renamable, renameAt } from "../../core/language/navigation/rename";
import { documentSymbols, type DocumentSymbol } from "../../core/language/navigation/symbols";
import type { FileKind } from "../../core/language/twoFiles";
import { disposableStore } from "../disposableStore";
import type { Session } from "../session";
import { commitDocuments } from "./commitDocuments";
import { yamlFiles, type LanguageFiles } from "./languageFiles";
import { placeOf, rangeOf } from "./places";
import { linksTo } from "./targets";
import { bothTexts, uriOf, workspaceEdit } from "./twoDocuments";

/** Outline, folding, go to definition, references and rename in the two files. Other YAML files are left as they are. */
export function navigation(files: LanguageFiles, session: Session): vscode.Disposable {
  const disposables = disposableStore();
  const { languages } = vscode;
  disposables.add(commitDocuments(session));
  disposables.add(languages.registerDocumentSymbolProvider(yamlFiles, symbolProvider(files), { label: "Headgate" }));
  disposables.add(languages.registerFoldingRangeProvider(yamlFiles, foldingProvider(files)));
  disposables.add(languages.registerDefinitionProvider(yamlFiles, definitionProvider(files, session)));
  disposables.add(languages.registerReferenceProvider(yamlFiles, referenceProvider(files)));
  disposables.add(languages.registerRenameProvider(yamlFiles, renameProvider(files)));
  return disposables;
}

const symbolKinds: Readonly<Record<DocumentSymbol["kind"], vscode.SymbolKind>> = {
  section: vscode.SymbolKind.Module,
  bound: vscode.SymbolKind.Number,
  mechanics: vscode.SymbolKind.Property,
  entry: vscode.SymbolKind.Array,
  name: vscode.SymbolKind.Object,
  setting: vscode.SymbolKind.Property,
};

function symbolProvider(files: LanguageFiles): vscode.DocumentSymbolProvider {
  const made = ({ name, detail, kind, range, nameRange, children }: DocumentSymbol): vscode.DocumentSymbol => {
    const symbol = new vscode.DocumentSymbol(name, detail, symbolKinds[kind], rangeOf(range), rangeOf(nameRange));
    symbol.children = children.map(made);
    return symbol;
  };
  return {
    provideDocumentSymbols(document) {
      const kind = files.kindOf(document);
      return kind === null ? undefined : documentSymbols(kind, document.getText()).map(made);
    },
  };
}

const foldKinds: Readonly<Record<NonNullable<Fold["kind"]>, vscode.FoldingRangeKind>> = {
  comment: vscode.FoldingRangeKind.Comment,
  region: vscode.FoldingRangeKind.Region,
};

function foldingProvider(files: LanguageFiles): vscode.FoldingRangeProvider {
  return {
    provideFoldingRanges(document) {
      // Without an answer the editor folds by indentation, as in any YAML file.
      if (files.kindOf(document) === null) return undefined;
      return foldsIn(document.getText()).map(
        ({ line, endLine, kind }) => new vscode.FoldingRange(line - 1, endLine - 1, kind ? foldKinds[kind] : undefined),
      );
    },
  };
}

function definitionProvider(files: LanguageFiles, session: Session): vscode.DefinitionProvider {
  return {
    async provideDefinition(document, position) {
      const kind = files.kindOf(document);
      if (kind === null) return undefined;
      const definition = definitionAt(kind, await bothTexts(files), placeOf(position));
      return definition ? linksTo(definition, files, session) : undefined;
    },
  };
}

function referenceProvider(files: LanguageFiles): vscode.ReferenceProvider {
  return {
    async provideReferences(document, position, { includeDeclaration }) {
      const kind = files.kindOf(document);
      if (kind === null) return undefined;
      const places = referencesAt(kind, await bothTexts(files), placeOf(position)) ?? [];
      return places
        .filter(({ declares }) => includeDeclaration || !declares)
        .flatMap(({ file, range }) => locationIn(files, file, rangeOf(range)));
    },
  };
}

function locationIn(files: LanguageFiles, kind: FileKind, range: vscode.Range): vscode.Location[] {
  const uri = uriOf(files, kind);
  return uri ? [new vscode.Location(uri, range)] : [];
}

/** The editor shows what is thrown here as the reason why nothing is renamed. */
function renameProvider(files: LanguageFiles): vscode.RenameProvider {
  const kindIn = (document: vscode.TextDocument): FileKind => {
    const kind = files.kindOf(document);
    if (kind === null) throw new Error("Only names in headgate.yaml and its thresholds file can be renamed.");
    return kind;
  };
  return {
    async prepareRename(document, position) {
      const found = renamable(kindIn(document), await bothTexts(files), placeOf(position));
      if (!found.ok) throw new Error(found.error.message);
      return { range: rangeOf(found.value.range), placeholder: found.value.name };
    },
    async provideRenameEdits(document, position, name) {
      const edits = renameAt(kindIn(document), await bothTexts(files), placeOf(position), name);
      if (!edits.ok) throw new Error(edits.error.message);
      return workspaceEdit(files, edits.value);
    },
  };
}
