import type * as vscode from "vscode";

/** The webhook's address as a person gave it to the editor, kept where the system keeps secrets: a folder each. */
export type WebhookSecret = {
  of(root: string): Promise<string | null>;
  /** Null forgets it. */
  keep(root: string, address: string | null): Promise<void>;
};

export function webhookSecret(secrets: vscode.SecretStorage): WebhookSecret {
  const key = (root: string): string => `headgate.webhook ${root}`;
  return {
    of: async (root) => (await secrets.get(key(root))) ?? null,
    keep: async (root, address) => {
      if (address === null) await secrets.delete(key(root));
      else await secrets.store(key(root), address);
    },
  };
}
