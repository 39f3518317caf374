import type { ExitCode } from "../output";
export async function recipeCommand(): Promise<ExitCode> { return 2; }
