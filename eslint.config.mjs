import eslint from "@eslint/js";
import { defineConfig, globalIgnores } from "eslint/config";
import regexp from "eslint-plugin-regexp";
import typescript from "typescript-eslint";

const readonly = (...names) => Object.fromEntries(names.map((name) => [name, "readonly"]));

const nodeGlobals = readonly(
  "console",
  "process",
  "Buffer",
  "URL",
  "fetch",
  "performance",
  "structuredClone",
  "AbortController",
  "AbortSignal",
  "setTimeout",
  "clearTimeout",
  "setInterval",
  "clearInterval",
);

export default defineConfig(
  globalIgnores([
    "dist/",
    "out/",
    "node_modules/",
    ".vscode-test/",
    "**/.headgate/",
    "examples/*/data/",
    "test/fixtures/",
  ]),
  eslint.configs.recommended,
  {
    files: ["**/*.ts"],
    extends: [typescript.configs.strictTypeChecked, typescript.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/consistent-type-definitions": ["error", "type"],
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true, allowBoolean: true }],
      // `return showProblem(…)` ends a handler early; its value is read by nobody.
      "@typescript-eslint/no-confusing-void-expression": "off",
      // A port promises its answer; an adapter that has it at hand, or throws, is still async.
      "@typescript-eslint/require-await": "off",
      // Libraries declare interfaces as classes (`vscode.Disposable`); here they are object literals.
      "@typescript-eslint/no-unsafe-class-instance-assignment": "off",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", destructuredArrayIgnorePattern: "^_" }],
      eqeqeq: ["error", "always", { null: "ignore" }],
      "no-console": "error",
      "no-restricted-syntax": ["error", { selector: "ExportDefaultDeclaration", message: "Export by name." }],
    },
  },
  {
    // Texts that people write, and logs, may be megabytes long: no pattern may take more than linear time on them.
    files: ["src/**/*.ts"],
    plugins: { regexp },
    rules: {
      "regexp/no-super-linear-backtracking": ["error", { report: "potential" }],
      "regexp/no-super-linear-move": ["error", { report: "potential", ignoreSticky: true }],
    },
  },
  {
    files: ["src/vscode/**/*.ts"],
    // `dispose(): any`, says the editor's API of every disposable.
    rules: { "@typescript-eslint/no-unsafe-return": "off" },
  },
  {
    // The editor is not told of a failure to load in any other way: there is no output channel yet.
    files: ["src/vscode/extension.ts"],
    rules: { "no-console": "off" },
  },
  {
    files: ["test/**/*.ts"],
    rules: {
      "no-console": "off",
      // Here a missing value or one of an unexpected shape fails the test, as it should.
      "@typescript-eslint/no-non-null-assertion": "off",
      "@typescript-eslint/no-unnecessary-condition": "off",
      "@typescript-eslint/no-unsafe-assignment": "off",
      "@typescript-eslint/no-unsafe-member-access": "off",
      "@typescript-eslint/no-unsafe-return": "off",
    },
  },
  { files: ["**/*.{js,mjs}"], languageOptions: { globals: nodeGlobals } },
  {
    files: ["**/*.js"],
    languageOptions: { sourceType: "commonjs", globals: readonly("require", "module", "__dirname") },
  },
);
