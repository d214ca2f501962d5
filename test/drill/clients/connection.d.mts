export interface Answer {
  /** 0 where the connection ended without an answer. */
  readonly status: number;
  /** Headers, in lower case. */
  readonly head: string;
  /** The first bytes of the body. */
  readonly begin: string;
}

/** HTTP/1.1 over one socket, one request at a time. */
export class Connection {
  constructor(port: number);
  readonly isOpen: boolean;
  ask(request: Buffer): Promise<Answer>;
  close(): void;
}

export function postOf(body: object, headers?: Readonly<Record<string, string>>): Buffer;
