import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import type { Action, ActionContext } from "../../../src/core/language/actions";
import { actionsAt } from "../../../src/core/language/actions";
import type { Diagnostic } from "../../../src/core/diagnostic";
import type { FileKind, TwoTexts } from "../../../src/core/language/twoFiles";
import { seededRandom } from "../seededRandom";
import { contextFor } from "./editing";
import { changed } from "./twoTexts";
