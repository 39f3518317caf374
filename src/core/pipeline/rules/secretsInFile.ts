import { webhookVariable } from "../../alerts/webhookAddress";
import type { Diagnostic } from "../../diagnostic";
import { diagnosticAt, type Path } from "../../yaml/readYaml";
import type { KnownPipeline } from "./knownPipeline";

/** Names of variables whose values are nobody's business. */
const secretName =
  /(?:^|_)(?:TOKEN|SECRET|PASSWORD|PASSWD|PWD|API_?KEY|ACCESS_KEY|PRIVATE_KEY|CREDENTIALS?|WEBHOOK)(?:_|$)/i;
/** What is only a name or a place of a secret: a path, a reference, a file's name. */
const reference = /\$\{|^[~./]|^[A-Za-z]:\\|\.(?:json|pem|key|txt|env)$/;
/** What secrets look like whatever they are called: keys of services, and private keys. */
const secretValue =
  /^(?:gh[pousr]_\w{20,}|github_pat_\w{20,}|xox[abprs]-[\w-]{10,}|sk-[\w-]{20,}|AKIA[0-9A-Z]{16}|AIza[\w-]{30,}|-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*)$/;

/** Secrets written out in a file that everybody with the repository can read. */
export function secretsInFile(known: KnownPipeline): Diagnostic[] {
  const { backfills, validators, trainings } = known.readable.pipeline;
  type WithEnvironment = { readonly env: Readonly<Record<string, string>> };
  const declared = Object.entries<Readonly<Record<string, WithEnvironment>>>({ backfills, validators, trainings });
  return [
    ...webhook(known),
    ...declared.flatMap(([kind, entries]) =>
      Object.entries(entries).flatMap(([name, { env }]) =>
        Object.entries(env).flatMap(([key, value]) => secretOf(known, [kind, name, "env", key], key, value)),
      ),
    ),
  ];
}

function secretOf({ readable: { yaml } }: KnownPipeline, path: Path, key: string, value: string): Diagnostic[] {
  const named = secretName.test(key) && value !== "" && !reference.test(value);
  if (!named && !secretValue.test(value)) return [];
  const message = `${key} looks like a secret, and everybody who has this file can read it. Take it out: commands have the environment that Headgate was started in.`;
  return [diagnosticAt(yaml, yaml.rangeOfValue(path), "warning", "secret-in-file", message)];
}

/** Whoever knows a webhook's address can post to it. */
function webhook({ readable: { yaml, raw }, facts: { surroundings } }: KnownPipeline): Diagnostic[] {
  const address = raw.alerts?.webhook;
  if (address === undefined) return [];
  const range = yaml.rangeOfValue(["alerts", "webhook"]);
  const name = webhookVariable(address);
  if (name === null) {
    const fixes = [{ title: "Use ${env:HEADGATE_WEBHOOK}", edits: [{ ...range, text: '"${env:HEADGATE_WEBHOOK}"' }] }];
    const message =
      "Whoever can read this file can post to this webhook. Put it into a variable of the environment: ${env:HEADGATE_WEBHOOK}.";
    return [diagnosticAt(yaml, range, "error", "secret-in-file", message, fixes)];
  }
  if (surroundings === null || !Object.hasOwn(surroundings.variables, name) || surroundings.variables[name] !== false)
    return [];
  const message = `The variable ${name} is not set here, so no alert would be sent from here.`;
  return [diagnosticAt(yaml, range, "information", "variable-not-set", message)];
}
