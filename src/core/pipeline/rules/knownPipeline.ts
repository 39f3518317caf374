import type { Diagnostic } from "../../diagnostic";
import type { PipelineFacts } from "../../language/facts";
import type { ReadablePipeline } from "../readablePipeline";

/** `headgate.yaml` with what is known around it, for the rules that look at it. */
export type KnownPipeline = {
  readonly file: string;
  readonly readable: ReadablePipeline;
  readonly facts: PipelineFacts;
};

/** Something to say about `headgate.yaml`. */
export type PipelineRule = (known: KnownPipeline) => readonly Diagnostic[];
