import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What was posted. */
export type Post = { readonly text: string; readonly blocks: readonly unknown[] };

/** How a request is answered: a status, with headers; or by something else. */
export type Answer =
  | { readonly status: number; readonly headers?: Record<string, string> }
  /** Reads the request and says nothing. */
  | "hang"
  /** Closes the connection in the middle. */
  | "cut";

export type WebhookServer = {
  /** Its path is a secret, as with Slack. */
  readonly address: string;
  /** Everything that came, whatever was answered. */
  readonly posts: readonly Post[];
  /** Milliseconds between one request and the next. */
  readonly pauses: () => number[];
  /** Answers for the requests to come, in order; the last one stays. */
  answer(...answers: readonly Answer[]): void;
  close(): Promise<void>;
};

export const secretPath = "/services/T0/B0/secret-of-the-webhook";

/** A real server on this machine. */
export async function webhookServer(): Promise<WebhookServer> {
  const posts: Post[] = [];
  const times: number[] = [];
  let answers: Answer[] = [{ status: 200 }];

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    times.push(Date.now());
    const answer = (answers.length > 1 ? answers.shift() : answers[0]) ?? "hang";
    let text = "";
    for await (const chunk of request.setEncoding("utf8")) text += String(chunk);
    posts.push(JSON.parse(text) as Post);
    if (answer === "hang") return;
    if (answer === "cut") {
      request.socket.destroy();
      return;
    }
    response.writeHead(answer.status, answer.headers).end("ok");
  }

  const server = createServer((request, response) => void serve(request, response).catch(() => response.destroy()));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}${secretPath}`,
    posts,
    pauses: () => times.slice(1).map((time, index) => time - (times[index] ?? 0)),
    answer: (...next) => (answers = [...next]),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
