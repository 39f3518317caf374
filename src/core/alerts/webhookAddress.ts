import { failure, success, type Result } from "../result";

const variable = /^\$\{env:([A-Za-z_]\w*)\}$/;

/** The variable of the environment that `alerts: webhook:` names; null where it is written in any other way. */
export function webhookVariable(declared: string): string | null {
  return variable.exec(declared.trim())?.[1] ?? null;
}

/**
 * The address that alerts are posted to; null where none is declared or its variable is not set.
 * @param secret what the editor keeps for a variable that is not set
 * @returns `invalid-configuration` for an address that is written out, or is no https address (on this machine http will do); the
 * address itself is in no message
 */
export function webhookAddress(
  declared: string | null,
  environment: Readonly<Record<string, string | undefined>>,
  secret: string | null = null,
): Result<string | null> {
  if (declared === null) return success(null);
  const name = webhookVariable(declared);
  if (name === null)
    return failure(
      "invalid-configuration",
      "alerts: webhook: in headgate.yaml must be ${env:NAME}; no alert is sent, since an address that is written out is no secret.",
    );
  const value = environment[name]?.trim();
  const address = value === undefined || value === "" ? secret : value;
  if (address === null) return success(null);
  return isAllowed(address)
    ? success(address)
    : failure("invalid-configuration", `${name} holds no address that begins with https://; no alert is sent.`);
}

/** Whether a webhook's address may be posted to: over https, or to this very machine. */
export function isAllowed(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  return protocol === "https:" || (protocol === "http:" && /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(hostname));
}
